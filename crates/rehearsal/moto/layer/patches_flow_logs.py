"""Flow logs keep how their files are to look."""

from moto.ec2.models.flow_logs import FlowLogs
from moto.ec2.responses.flow_logs import FlowLogs as Requests

from .patch import around

FlowLogs.destination_options = None


@around(Requests, "create_flow_logs")
def create_flow_logs(original, self):
    answer = original(self)
    options = self._get_param("DestinationOptions")
    for flow_log_id in answer.result.get("FlowLogIds", []):
        self.ec2_backend.flow_logs[flow_log_id].destination_options = options
    return answer
