//! What a rule is about: the folder it stands in.

/// In the order in which rules are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    Form,
    Workspaces,
    NamesAndState,
    Vpc,
    PrivateLink,
    IpAccessLists,
    Serverless,
    KeysAndRoles,
    DataAccess,
    UnityCatalog,
    Identity,
}

impl Area {
    pub const ALL: [Self; 11] = [
        Self::Form,
        Self::Workspaces,
        Self::NamesAndState,
        Self::Vpc,
        Self::PrivateLink,
        Self::IpAccessLists,
        Self::Serverless,
        Self::KeysAndRoles,
        Self::DataAccess,
        Self::UnityCatalog,
        Self::Identity,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::Form => "Form of a blueprint",
            Self::Workspaces => "Workspaces, tiers and accounts",
            Self::NamesAndState => "Names, tags and states",
            Self::Vpc => "VPCs and subnets",
            Self::PrivateLink => "PrivateLink",
            Self::IpAccessLists => "IP access lists",
            Self::Serverless => "Serverless workspaces and compute",
            Self::KeysAndRoles => "KMS keys and the cross-account role",
            Self::DataAccess => "Data access, AWS Glue and Hive",
            Self::UnityCatalog => "Unity Catalog",
            Self::Identity => "Groups, users and service principals",
        }
    }
}
