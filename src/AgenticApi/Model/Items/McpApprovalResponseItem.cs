using System.Text.Json;

namespace AgenticApi;

/// <summary>The answer to an approval request. An output item of type <c>mcp_approval_response</c>.</summary>
public sealed class McpApprovalResponseItem : OutputItem
{
    internal McpApprovalResponseItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The request that it answers; empty where the server gave none.</summary>
    public string ApprovalRequestId => String("approval_request_id"u8) ?? "";

    /// <summary>Whether the call may be made; null where the server does not say.</summary>
    public bool? Approve => Boolean("approve"u8);

    /// <summary>Why; null where nothing was said.</summary>
    public string? Reason => String("reason"u8);
}
