namespace AgenticApi.Scripted.Writing;

/// <summary>Where an item is written: a server may say something else of it in each place.</summary>
internal enum Stage
{
    /// <summary>In <c>response.output_item.added</c>, as a skeleton.</summary>
    Added,

    /// <summary>In <c>response.output_item.done</c>.</summary>
    Done,

    /// <summary>In the terminal event or the blocking body.</summary>
    Terminal,
}
