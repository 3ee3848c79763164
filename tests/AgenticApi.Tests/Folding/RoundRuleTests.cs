using System.Text;
using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Rounds, repeated events, and consecutive responses. Each test has been seen to fail with its rule broken.</summary>
public class RoundRuleTests
{
    private static readonly string CreatedAgain = Wire.Created.Replace("\"created_at\":1", "\"created_at\":2", StringComparison.Ordinal);

    private static IEnumerable<K> Kinds(AccumulatedResponse result) => result.Deviations.Select(d => d.Kind);

    private static string[] AddedMessage(string id = "m") => [Wire.Created, Wire.Added(0, Wire.EmptyMessage(id)), Wire.PartAdded(0)];

    [Fact]
    public void Index_that_restarts_without_a_second_created_starts_a_round()
    {
        var call = Wire.Call("f", "c", "n", "{}", "completed");
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("f", "c", "n")), Wire.Done(0, call), Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0),
            Wire.Text(0, "Hi", id: "m"), Wire.Done(0, Wire.Message("m", "Hi")), Wire.Completed(call, Wire.Message("m", "Hi")));
        result.Response.Output.Select(item => item.Type).Should().Equal("function_call", "message");
        Kinds(result).Should().Equal(K.RoundRestarted, K.PartNotFinished);
    }

    [Fact]
    public void Index_that_restarts_in_a_stream_that_is_cut_off_keeps_the_new_text()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one ")), Wire.Added(0, Wire.EmptyMessage("b")), Wire.Text(0, "tw"), Wire.Text(0, "o"));
        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Created_that_is_repeated_starts_no_round()
    {
        var result = Fold.Events([.. AddedMessage(), Wire.Text(0, "He"), Wire.Created, Wire.Text(0, "llo"), Wire.Completed()]);
        result.Response.Output.Should().ContainSingle();
        result.Response.OutputText.Should().Be("Hello");
        Kinds(result).Should().NotContain(K.RoundRestarted);
    }

    [Fact]
    public void Second_round_that_is_numbered_from_zero_is_not_a_repetition()
    {
        var inProgress = CreatedAgain.Replace("response.created", "response.in_progress", StringComparison.Ordinal);
        var result = Fold.Events(
            Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("a"))), Wire.Numbered(2, Wire.PartAdded(0)), Wire.Numbered(3, Wire.Text(0, "one ")),
            Wire.Numbered(0, CreatedAgain), Wire.Numbered(1, inProgress), Wire.Numbered(2, Wire.Added(0, Wire.EmptyMessage("b"))), Wire.Numbered(3, Wire.Text(0, "two")));
        result.Response.OutputText.Should().Be("one two");
        Kinds(result).Should().NotContain(K.RepeatedEvent);
    }

    [Fact]
    public void Numbers_that_start_again_with_a_new_item_are_not_a_repetition()
    {
        var result = Fold.Events(
            Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("a"))), Wire.Numbered(2, Wire.Text(0, "one ", id: "a")), Wire.Numbered(3, Wire.Done(0, Wire.Message("a", "one "))),
            Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("b"))), Wire.Numbered(2, Wire.Text(0, "two", id: "b")));
        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Numbers_that_start_again_with_an_unannounced_item_are_not_a_repetition()
    {
        var result = Fold.Events(
            Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("a"))), Wire.Numbered(2, Wire.Text(0, "one ", id: "a")), Wire.Numbered(3, Wire.Done(0, Wire.Message("a", "one "))),
            Wire.Numbered(1, Wire.Text(0, "two", id: "b")));
        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Repetition_is_detected_after_two_steps()
    {
        var result = Fold.Events(Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("m"))), Wire.Numbered(2, Wire.Text(0, "a")), Wire.Numbered(2, Wire.Text(0, "a")));
        result.Response.OutputText.Should().Be("a");
        Kinds(result).Should().Contain(K.RepeatedEvent);
    }

    [Fact]
    public void Added_and_done_received_twice_without_numbers_count_once()
    {
        var item = Wire.Message("m", "Hi");
        var added = Wire.Added(0, Wire.EmptyMessage("m"));
        var result = Fold.Events(Wire.Created, added, added, Wire.Done(0, item), Wire.Completed(item));
        var again = Fold.Events(Wire.Created, added, Wire.Done(0, item), Wire.Done(0, item), Wire.Completed(item));
        (result.Response.Output.Count, again.Response.Output.Count).Should().Be((1, 1));
        Kinds(result).Should().Equal(K.RepeatedEvent);
        Kinds(again).Should().Equal(K.RepeatedEvent);
    }

    [Fact]
    public void Bare_response_under_another_id_is_the_next_response_and_one_under_the_same_id_is_not()
    {
        const string bare = """{"object":"response","id":"resp_2","status":"completed","output":[]}""";
        All(Wire.Created, Wire.Completed(), bare).Select(result => result.Response.Id).Should().Equal("resp_1", "resp_2");
        All(Wire.Created, Wire.Completed(), Wire.Created).Should().ContainSingle();
    }

    private static List<AccumulatedResponse> All(params string[] events) =>
        [.. ResponseAccumulator.AllFromStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', events)))).ToBlockingEnumerable()];

    [Fact]
    public void Items_of_a_new_round_follow_all_those_of_the_round_before()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one ")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Wire.Message("b", "two ")),
            Wire.Added(0, Wire.EmptyMessage("c")), Wire.Text(0, "three"));
        result.Response.OutputText.Should().Be("one two three");
    }
}
