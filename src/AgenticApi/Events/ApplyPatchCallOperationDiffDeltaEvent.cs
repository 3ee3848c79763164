using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the diff of an apply-patch call. Wire type: <c>response.apply_patch_call_operation_diff.delta</c>.</summary>
public sealed class ApplyPatchCallOperationDiffDeltaEvent : DeltaEvent
{
    internal ApplyPatchCallOperationDiffDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
