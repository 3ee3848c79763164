using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The diff of an apply patch call, whole. Wire type: <c>response.apply_patch_call_operation_diff.done</c>.</summary>
public sealed class ApplyPatchCallOperationDiffDoneEvent : ItemEvent
{
    internal ApplyPatchCallOperationDiffDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Diff => String(Fields.Payload) ?? "";
}
