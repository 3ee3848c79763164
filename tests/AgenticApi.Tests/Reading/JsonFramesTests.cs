namespace AgenticApi.Tests.Reading;

/// <summary>JSON objects one after the other: where each ends, and where reading continues after a damaged one.</summary>
public class JsonFramesTests
{
    private const string First = "{\"first\":1}";

    [Fact]
    public void Objects_between_any_white_space_or_none_are_found() =>
        FoundFrames.In("\r\n {\"a\":\n {\"b\" : [ 1,\n{\"c\":\"}\\\"{\"} ] }\n}{}\t{\"d\":[\n{},\n{}\n]}").Data
            .Should().Equal("{\"a\":\n {\"b\" : [ 1,\n{\"c\":\"}\\\"{\"} ] }\n}", "{}", "{\"d\":[\n{},\n{}\n]}");

    [Fact]
    public void Only_the_first_object_is_a_body() =>
        FoundFrames.In("{\"a\":1}{\"a\":2}").Frames.Select(frame => frame.IsBody).Should().Equal(true, false);

    [Theory]
    [InlineData("{\"type\":\"cut off\",\"delta\":\"Hel", "a line end inside a string")]
    [InlineData("{\"type\":\"cut off\",\"delta\":\"Hel\\", "a line end after a backslash")]
    [InlineData("{\"type\":\"cut off\"", "a line that begins with an object where no value may begin")]
    [InlineData("{\"type\":\"cut off\",", "an object where a name is due")]
    [InlineData("{\"type\":[{\"cut\":\"off\"", "the object in which it is cut off counts")]
    [InlineData("{", "an object where the first name is due")]
    [InlineData("{\"a\":{\"b\":1}{\"lost\":\"with its line\"}", "not the object in the middle of the line")]
    [InlineData("{\"a\":[1}", "brackets of one kind are closed by the other")]
    [InlineData("{\"type\":oops}", "its brackets close")]
    [InlineData("}", "a bracket too many")]
    [InlineData("oops", "no object")]
    public void Damaged_line_is_one_frame_and_the_next_line_is_read(string damaged, string why)
    {
        foreach (var end in new[] { "\n", "\r\n", "\r" })
        {
            FoundFrames.In($"{First}{end}{damaged}{end}{{\"next\":1}}{end}").Data.Should().Equal([First, damaged, "{\"next\":1}"], why);
        }
    }

    [Theory]
    [InlineData("{\"a\":[1,2")]
    [InlineData("{\"a\":\"b")]
    [InlineData("{\"a\":{\"b\":1}{\"c\":2}")]
    [InlineData("rest")]
    public void Object_that_is_not_closed_at_the_end_is_returned_as_it_is(string rest) =>
        FoundFrames.In($"{First}\n{rest} \n").Data.Should().Equal(First, rest);

    [Fact]
    public void Valid_object_of_any_depth_and_line_ends_is_not_cut()
    {
        // Deeper than the 64 levels that are tracked, and back.
        var json = string.Concat(Enumerable.Repeat("{\"a\":\n[1,\n{\"b\":[\n", 100)) + "{},\n{}" + string.Concat(Enumerable.Repeat("]},\n{\"c\":1}]}", 100));
        System.Text.Json.JsonDocument.Parse(json, new() { MaxDepth = 1000 }).Dispose();

        FoundFrames.In(json + "\n" + json, piece: 3).Data.Should().Equal(json, json);
    }

    [Fact]
    public void Byte_order_mark_before_any_message_is_not_part_of_it() =>
        FoundFrames.In("\uFEFF{\"a\":1}\n\uFEFF{\"a\":2}\uFEFF \uFEFF{\"a\":3}\uFEFF", piece: 1).Data.Should().Equal("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");

    [Fact]
    public void Done_between_objects_is_skipped() => FoundFrames.In($"{First}\n[DONE]\n").Data.Should().Equal(First);

    [Fact]
    public void Object_after_other_text_in_its_line_is_read() =>
        FoundFrames.In("{\"a\":1}oops, {\"b\":2}]{\"c\":3}\n").Data.Should().Equal("{\"a\":1}", "oops,", "{\"b\":2}", "]", "{\"c\":3}");

    [Theory]
    [InlineData("{\"object\":\"response\",\"output\":[", 31)]
    [InlineData("\uFEFF \n{\"a\":oops}\n{}", 10)]
    [InlineData("{\"a\":\"b\n{}", 5)]
    [InlineData("{\"a\":1\n{}", 7)]
    public void First_object_that_is_not_valid_throws_with_the_byte(string text, int at)
    {
        foreach (var piece in new[] { 1, 5, 1000 })
        {
            var found = FoundFrames.In(text, piece);

            found.Frames.Should().BeEmpty();
            found.Thrown.Should().Match($"*is cut off or damaged after byte {at}.*");
        }
    }
}
