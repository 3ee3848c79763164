using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>Several responses on one connection, in lanes that a <c>stream_id</c> names.</summary>
public class LaneTests
{
    [Fact]
    public void More_open_lanes_than_allowed_throw_with_the_limit()
    {
        var options = new ResponseAccumulatorOptions { MaxLanes = 3 };

        All(options, [.. Enumerable.Range(0, 3).Select(Begin)]).Should().HaveCount(3);
        FluentActions.Invoking(() => All(options, [.. Enumerable.Range(0, 4).Select(Begin)])).Should().Throw<ResponseProtocolException>().WithMessage("*MaxLanes*");
        FluentActions.Invoking(() => All(null, [.. Enumerable.Range(0, 1_001).Select(Begin)])).Should().Throw<ResponseProtocolException>().WithMessage("*1000*MaxLanes*");
    }

    [Fact]
    public void Ended_lane_is_freed_and_its_late_events_are_ignored()
    {
        const int lanes = 2_500;
        var events = Enumerable.Range(0, lanes).SelectMany(i => (string[])[Begin(i), InLane(i, Wire.Text(0, "x")), End(i), InLane(i, Wire.Text(0, "late")), End(i)]);

        var results = All(new() { MaxLanes = 1 }, [.. events]);

        results.Select(result => (result.Response.Id, result.Response.OutputText, result.Ending))
            .Should().Equal(Enumerable.Range(0, lanes).Select(i => ($"resp_{i}", "x", Ending.Completed)));
    }

    [Fact]
    public void Lane_takes_its_next_response_after_one_that_ended()
    {
        var results = All(null, Begin(0), InLane(0, Wire.Text(0, "one")), End(0), InLane(0, Wire.Text(0, "late")), InLane(0, Created("next")), InLane(0, Wire.Text(0, "two")));

        results.Select(result => (result.Response.Id, result.Response.OutputText, result.Ending)).Should().Equal(("resp_0", "one", Ending.Completed), ("next", "two", Ending.Truncated));
    }

    private static string Created(string id) => Wire.Created.Replace("resp_1", id, StringComparison.Ordinal);

    private static string Begin(int lane) => InLane(lane, Created($"resp_{lane}"));

    private static string End(int lane) => InLane(lane, Wire.Completed().Replace("resp_1", $"resp_{lane}", StringComparison.Ordinal));

    private static string InLane(int lane, string json) => json.TrimEnd()[..^1] + $",\"stream_id\":\"lane_{lane}\"}}";

    private static List<AccumulatedResponse> All(ResponseAccumulatorOptions? options, params string[] events) =>
        [.. ResponseAccumulator.AllFromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', events))), options).ToBlockingEnumerable()];
}
