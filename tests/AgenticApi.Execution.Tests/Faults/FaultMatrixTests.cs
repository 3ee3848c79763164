using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Each fault at each place of a run of three rounds.</summary>
public class FaultMatrixTests(ITestOutputHelper output)
{
    private const int Rounds = 3;

    private static readonly string[] Modes = ["items", "previous", "conversation", "background", "unstored"];

    [Fact]
    public async Task Run_of_three_rounds_ends_with_its_answer_whatever_fails_wherever()
    {
        var cases = new List<FaultCase>();
        foreach (var mode in Modes)
        {
            var events = await new FaultCase(mode, "none", 0, 0).CountEventsAsync();
            for (var round = 0; round < Rounds; round++)
            {
                cases.AddRange(FaultCase.Answers.Select(kind => new FaultCase(mode, kind, round, 0)));
                cases.AddRange(FaultCase.Places.SelectMany(kind => Enumerable.Range(0, events[round]).Select(at => new FaultCase(mode, kind, round, at))));
            }
        }

        var violations = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            foreach (var violation in await one.RunAsync())
            {
                violations.Add($"{one}: {violation}");
            }
        });

        output.WriteLine($"{cases.Count} cases, {violations.Count} violations");
        violations.Should().BeEmpty();
    }
}
