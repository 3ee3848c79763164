using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete diff of an apply-patch call. Wire type: <c>response.apply_patch_call_operation_diff.done</c>.</summary>
public sealed class ApplyPatchCallOperationDiffDoneEvent : ItemEvent
{
    internal ApplyPatchCallOperationDiffDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The complete diff; empty if the server sent none.</summary>
    public string Diff => String(Fields.Payload) ?? "";
}
