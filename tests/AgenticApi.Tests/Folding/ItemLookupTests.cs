using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Finds the item of an event that lacks its index or its id.</summary>
public class ItemLookupTests
{
    [Fact]
    public void Texts_without_an_index_are_distinguished_by_their_ids()
    {
        Messages(Wire.Created, Unplaced("a", "one "), Unplaced("b", "three "), Unplaced("a", "two "), Unplaced("b", "four")).Should().Equal("one two ", "three four");
    }

    [Fact]
    public void Text_under_a_new_id_is_a_new_item_also_while_another_item_has_no_id()
    {
        string[] call = [Wire.Created, Wire.Added(0, Wire.Call("", "call_1", "f"))];
        Messages([.. call, Unplaced("a", "one"), Unplaced("b", "two")]).Should().Equal("one", "two");
    }

    [Fact]
    public void Text_with_an_id_does_not_go_to_an_item_with_an_index_and_no_id()
    {
        Messages(Wire.Created, Wire.Text(0, "one"), Unplaced("b", "two")).Should().Equal("one", "two");
    }

    [Fact]
    public void Two_items_without_ids_are_different_items()
    {
        Messages(Wire.Created, Unplaced("", "one"), Wire.Text(0, "two")).Should().Equal("two", "one");
    }

    [Fact]
    public void Text_without_index_and_id_that_fits_two_items_goes_to_neither()
    {
        Messages(Wire.Created, Wire.Text(0, "one"), Wire.Text(1, "two"), Unplaced("", "three")).Should().Equal("one", "two", "three");
    }

    [Fact]
    public void Text_without_index_and_id_goes_to_the_open_item()
    {
        Messages(Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one")), Wire.Added(1, Wire.EmptyMessage("b")), Unplaced("", "two")).Should().Equal("one", "two");
    }

    [Fact]
    public void Unannounced_item_after_a_finished_one_under_its_index_follows_the_whole_round()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one ")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Wire.Message("b", "two ")),
            Wire.Text(0, "three", id: "c"));
        result.Response.OutputText.Should().Be("one two three");
    }

    [Fact]
    public void Steps_of_an_unannounced_item_after_a_finished_one_belong_to_the_next_round()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one"))]);
        var step = accumulator.Add(ResponseStreamEvent.Parse(Wire.Text(0, "two", id: "c")));
        (step.ItemNumber, step.Round).Should().Be((1, 1));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(40)]
    public void Events_of_many_items_find_theirs_by_index_and_by_id(int count)
    {
        var all = Enumerable.Range(0, count).ToList();
        var texts = Messages(
        [
            Wire.Created, .. all.Select(i => Wire.Added(i, Wire.EmptyMessage("m" + i))),
            .. all.Select(i => Wire.Text(i, "a", id: "m" + i)), .. all.Select(i => Unplaced("m" + i, "b")), .. all.Select(i => Wire.Text(i, "c")),
        ]);
        texts.Should().HaveCount(count).And.OnlyContain(text => text == "abc");
    }

    [Fact]
    public void Terminal_output_with_many_items_matches_the_streamed_one()
    {
        var items = Enumerable.Range(0, 40).Select(i => Wire.Message("m" + i, "text " + i)).ToArray();
        var done = items.SelectMany((item, i) => (string[])[Wire.Added(i, Wire.EmptyMessage("m" + i)), Wire.Done(i, item)]);
        Fold.Events([Wire.Created, .. done, Wire.Completed(items)]).Deviations.Should().BeEmpty();
    }

    [Fact]
    public void Items_of_a_resumed_response_are_continued()
    {
        var resumed = Wire.Numbered(7, Wire.InProgress.Replace("\"output\":[]", $"\"output\":[{Wire.EmptyMessage("m")}]", StringComparison.Ordinal));
        var result = Fold.Events(resumed, Wire.Numbered(8, Wire.Reasoning(0, "Hm", "rs")), Wire.Numbered(9, Wire.Text(0, "Hi", id: "m")));
        result.Response.Output.Select(item => item.Type).Should().Equal("message", "reasoning");
        result.Response.OutputText.Should().Be("Hi");
    }

    [Fact]
    public void Finished_call_without_an_id_with_the_same_call_id_is_a_repetition()
    {
        const string call = """{"type":"function_call","id":"","call_id":"c","name":"f","arguments":"{}","status":"completed"}""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, call.Replace("{}", "", StringComparison.Ordinal)), Wire.Done(0, call), Wire.Done(0, call.Replace("{}", "{ }", StringComparison.Ordinal)));
        result.Response.Output.Should().ContainSingle();
        result.Deviations.Select(d => d.Kind).Should().Contain(K.RepeatedEvent);
    }

    [Fact]
    public void Finished_item_without_any_id_with_the_same_content_is_a_repetition()
    {
        const string item = """{"type":"web_search_call","status":"completed","query":"q"}""";
        const string spaced = """{"type":"web_search_call", "query":"q", "status":"completed"}""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, item), Wire.Done(0, item), Wire.Done(0, spaced));
        result.Response.Output.Should().ContainSingle();
        result.Deviations.Select(d => d.Kind).Should().Contain(K.RepeatedEvent);
    }

    [Fact]
    public void Second_finished_call_with_the_same_index_is_another_item()
    {
        static string Call(string id) => $$"""{"type":"function_call","call_id":"{{id}}","name":"f","arguments":"{}","status":"completed"}""";
        Fold.Events(Wire.Created, Wire.Added(0, Call("a")), Wire.Done(0, Call("a")), Wire.Done(0, Call("b"))).Response.FunctionCalls.Select(call => call.CallId).Should().Equal("a", "b");
    }

    [Fact]
    public void Terminal_call_under_other_ids_is_the_one_with_its_arguments_at_any_position()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Created, Wire.Added(0, Wire.Call("a", "call_1", "add")), Wire.Done(0, Wire.Call("a", "call_1", "add", "{\"a\": 1}", "completed")),
            Wire.Added(1, Wire.Call("b", "call_2", "add")), Wire.Done(1, Wire.Call("b", "call_2", "add", "{\"a\": 2}", "completed")),
            Wire.Completed(Wire.Call("x", "final_1", "add", "{\"a\":1}", "completed")),
        ]);
        accumulator.FinalCallId("call_1").Should().Be("final_1");
        accumulator.FinalCallId("call_2").Should().Be("call_2");
    }

    [Fact]
    public void Item_whose_index_arrives_late_is_found_by_it_afterwards()
    {
        Messages(Wire.Created, Unplaced("a", "one "), Wire.Text(0, "two ", id: "a"), Wire.Text(0, "three")).Should().Equal("one two three");
    }

    private static string Unplaced(string id, string delta) => Wire.Text(0, delta, id: id).Replace("\"output_index\":0,", "", StringComparison.Ordinal);

    private static IEnumerable<string> Messages(params string[] events) => Fold.Events(events).Response.Output.OfType<MessageItem>().Select(message => message.OutputText);
}
