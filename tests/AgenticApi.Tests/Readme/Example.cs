namespace AgenticApi.Tests.Readme;

/// <summary>The example at the top of the README, to the letter, so that it compiles and runs.</summary>
public static class Example
{
    public static async Task RunAsync(Stream httpStream, Action<FunctionCallItem> StartTool, TextWriter Console)
    {
        // README begins
        var accumulator = new ResponseAccumulator();
        await foreach (ResponseStep step in accumulator.ReadAsync(httpStream))
        {
            if (step.Event is OutputTextDeltaEvent text) Console.Write(text.Delta);  // as it comes
            foreach (var call in step.Finished.OfType<FunctionCallItem>()) StartTool(call);  // once, when it is whole
        }

        AccumulatedResponse result = accumulator.Finish();
        Console.WriteLine($"{result.Ending}: {result.Response.Output.Count} items, {result.Deviations.Count} deviations");
        // README ends
    }
}
