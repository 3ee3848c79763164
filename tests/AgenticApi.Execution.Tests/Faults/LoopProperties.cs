using System.Globalization;
using AgenticApi.Execution.Tests.Faults.Generated;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Properties of every run, for generated servers and tools.</summary>
public class LoopProperties
{
    private const int Parallel = 6;

    /// <summary>The same runs each time; or, if <c>AGENTIC_API_RUNS</c> is set, that number of random runs.</summary>
    private static readonly Config Configuration = int.TryParse(Environment.GetEnvironmentVariable("AGENTIC_API_RUNS"), CultureInfo.InvariantCulture, out var runs)
        ? Config.QuickThrowOnFailure.WithMaxTest(runs)
        : Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(2_026, 1_121);

    [Theory]
    [InlineData(Continuation.Items, false, true)]
    [InlineData(Continuation.Items, false, false)]
    [InlineData(Continuation.Items, true, true)]
    [InlineData(Continuation.PreviousResponse, false, true)]
    [InlineData(Continuation.PreviousResponse, true, true)]
    [InlineData(Continuation.Conversation, false, true)]
    [InlineData(Continuation.Conversation, true, true)]
    public void Any_server_and_tools_leave_each_call_answered_once_and_a_history_that_is_accepted(Continuation continuation, bool isBackground, bool isStored)
    {
        // A run waits most of the time. FsCheck starts all of them at the same time, and more than a few would delay each other.
        var config = Configuration.WithParallelRunConfig(new ParallelRunConfig(Parallel));
        using var places = new SemaphoreSlim(Parallel);
        Prop.ForAll(Generators.Runs(), async run =>
        {
            await places.WaitAsync();
            try
            {
                (await PlayedRun.ViolationsAsync(run, continuation, isBackground, isStored)).Should().BeEmpty();
            }
            finally
            {
                places.Release();
            }
        }).Check(config);
    }
}
