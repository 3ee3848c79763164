using System.Net.ServerSentEvents;
using System.Text;
using AgenticApi.Reading;

namespace AgenticApi.Tests.Reading;

/// <summary>
/// Compares the framing of events with the framework's parser. Both must find the same events, however the bytes are split.
/// </summary>
public class EventFramesTests
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly string[] Lines =
    [
        "data: {\"a\":1}", "data:{\"b\":\"12345678\"}", "data", "data:", "data: ", "data:  two spaces", "event: one\ndata: 1", "event:two\ndata: 2", "event\ndata: 3", ": comment", ":", "id: 7",
        "retry: 10", "date: 1", " data: 1", "database", "data : 1", "", "", "", "data: é🎞", "data: " + new string('x', 5000),
    ];

    [Fact]
    public void Lines_of_any_kind_give_the_events_that_the_framework_finds()
    {
        var random = new Random(3);
        var count = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var end = LineEnds[random.Next(LineEnds.Length)];
            var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
            for (var lines = random.Next(30); lines > 0; lines--)
            {
                text.Append(Lines[random.Next(Lines.Length)].ReplaceLineEndings(end)).Append(random.Next(20) == 0 ? LineEnds[random.Next(LineEnds.Length)] : end);
            }

            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            var found = Found(bytes, random);

            found.Should().Equal(Expected(bytes), "of {0}", text.ToString().ReplaceLineEndings("|"));
            count += found.Count;
        }

        count.Should().BeGreaterThan(3_000);
    }

    [Fact]
    public void Name_of_an_event_without_data_is_not_the_name_of_the_next() =>
        Found("event: ping\n\ndata: {\"a\":1}\n\n"u8.ToArray(), new Random(0)).Should().Equal(("", "{\"a\":1}"));

    [Fact]
    public void Event_is_returned_before_the_byte_after_its_blank_line_arrives()
    {
        foreach (var end in LineEnds)
        {
            using var stream = new OneByteStream(Encoding.UTF8.GetBytes($"data: {{\"a\":1}}{end}{end}data: {{\"b\":2}}{end}{end}"));
            using var frames = new EventFrames(stream, 100);
            var reads = 0;
            while (!frames.TryNext(out _))
            {
                ReadOn(frames);
                reads++;
            }

            reads.Should().Be("data: {\"a\":1}".Length + end.Length + 1, "the first character of the blank line ends it");
        }
    }

    [Fact]
    public void Heartbeats_do_not_count_against_the_limit_and_lines_of_an_event_do()
    {
        var beats = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(": a comment\nevent: ping\n\n", 10_000)) + "data: {\"a\":1}\n\n");

        Found(beats, new Random(0), most: 5_000).Should().ContainSingle();
        FluentActions.Invoking(() => Found(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: some more\n", 10_000))), new Random(0), most: 50_000))
            .Should().Throw<ResponseProtocolException>().WithMessage("*MaxEventBytes*");
    }

    [Theory]
    [InlineData("data:  {\"a\":1} \t\n\n", "{\"a\":1}")]
    [InlineData("data: \t\ndata:  {\ndata: \"a\":1\ndata: } \ndata:\n\n", "{\n\"a\":1\n}")]
    [InlineData("{\"a\":1\n }", "{\"a\":1\n }")]
    public void White_space_at_both_ends_is_not_part_of_the_data(string text, string data) => FoundFrames.In(text, piece: 2).Data.Should().Equal(data);

    [Theory]
    [InlineData("data:\n\n")]
    [InlineData("data:            \ndata:\t\n\n")]
    [InlineData("data:  [DONE]  \n\n")]
    public void Event_without_data_is_skipped(string text) => FoundFrames.In(text).Frames.Should().BeEmpty();

    [Theory]
    [InlineData("event: e\ndata: {\"a\":\"bcd\"}\n\n")]
    [InlineData("data: {\"a\":\ndata: 1}\n\n")]
    [InlineData("event: e\ndata: {\"a\":1}")]
    [InlineData(": a comment\n")]
    [InlineData("{\"a\":[1,2,3]}")]
    [InlineData("{\"a\":[1,2,3")]
    public void Event_of_the_maximum_length_is_read_however_it_arrives(string text)
    {
        foreach (var piece in new[] { 1, 2, 3, 7, 1000 })
        {
            FoundFrames.In(text, piece, most: text.Length).Thrown.Should().NotContain("MaxEventBytes");
            FoundFrames.In(text, piece, most: text.Length - 1).Thrown.Should().Contain($"more than {text.Length - 1} bytes in one event").And.Contain("MaxEventBytes");
        }
    }

    [Fact]
    public void Hundred_thousand_lines_of_one_event_are_joined()
    {
        var text = "data: [\n" + string.Concat(Enumerable.Repeat("data: 1,\n", 100_000)) + "data: 1]\n\n";

        FoundFrames.In(text, piece: 64).Data.Should().ContainSingle().Which.Should().Be("[\n" + string.Concat(Enumerable.Repeat("1,\n", 100_000)) + "1]");
    }

    private static List<(string Name, string Data)> Found(byte[] bytes, Random random, long most = 1 << 20)
    {
        var longest = random.Next(3) == 0 ? 3 : 3000;
        var found = FoundFrames.In(bytes, () => random.Next(1, longest), most);
        return found.Thrown?.Contains("MaxEventBytes", StringComparison.Ordinal) == true
            ? throw new ResponseProtocolException(found.Thrown)
            : [.. found.Frames.Select(frame => (frame.Name, frame.Data))];
    }

    private static bool ReadOn(EventFrames frames) => frames.ReadAsync(default).AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Returns the events that the framework finds, with the last event ended, without unused names, white space at both ends, and empty
    /// events.
    /// </summary>
    private static List<(string Name, string Data)> Expected(byte[] bytes) =>
    [
        .. SseParser.Create(new MemoryStream([.. bytes, .. "\n\n"u8]), (name, data) => (name == "message" ? "" : name, Encoding.Latin1.GetString(data).Trim(' ', '\t', '\r', '\n'))).Enumerate()
            .Select(item => item.Data).Where(item => item.Item2.Length > 0),
    ];
}
