using System.Text.Json;

namespace AgenticApi;

/// <summary>The response to an approval request: an output item of type <c>mcp_approval_response</c>.</summary>
public sealed class McpApprovalResponseItem : OutputItem
{
    internal McpApprovalResponseItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The id of the request that this item answers (<c>approval_request_id</c>); empty if absent.</summary>
    public string ApprovalRequestId => String("approval_request_id"u8) ?? "";

    /// <summary>True to allow the call (<c>approve</c>); null if absent.</summary>
    public bool? Approve => Boolean("approve"u8);

    /// <summary>The <c>reason</c> for the decision; null if absent.</summary>
    public string? Reason => String("reason"u8);
}
