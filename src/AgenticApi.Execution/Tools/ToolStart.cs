namespace AgenticApi.Execution;

/// <summary>How early a tool may start while the response is still streamed.</summary>
public enum ToolStart
{
    /// <summary>
    /// When the call is proven whole: its <c>response.output_item.done</c> has come, and a later item has begun or the response has completed.
    /// A call that a token limit cut off can look finished, but nothing follows it.
    /// </summary>
    WhenProven,

    /// <summary>When <c>response.output_item.done</c> has come. For tools that only read.</summary>
    WhenDone,

    /// <summary>When the response has completed.</summary>
    AfterResponse,
}
