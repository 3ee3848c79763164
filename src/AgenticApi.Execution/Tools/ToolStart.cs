namespace AgenticApi.Execution;

/// <summary>How early a tool may start while the response is still being streamed.</summary>
public enum ToolStart
{
    /// <summary>
    /// When the call is proven complete: its <c>response.output_item.done</c> has arrived, and a later item has begun or the response has completed.
    /// A call that was cut off by a token limit can look finished, but no item follows it.
    /// </summary>
    WhenProven,

    /// <summary>When the <c>response.output_item.done</c> of the call has arrived. Suitable for tools that only read.</summary>
    WhenDone,

    /// <summary>After the response has completed.</summary>
    AfterResponse,
}
