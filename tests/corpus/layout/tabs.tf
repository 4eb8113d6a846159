	locals	{
		a	=	1	
	 	bbb =	[1,	2]	# x
	c = f(	1	)
	}
