using System.Buffers;
using System.Text;

namespace AgenticApi.Serving.Tests.Emitting;

public class ResponseEventWriterTests
{
    [Fact]
    public void Line_breaks_between_tokens_are_removed() =>
        Write("{\r\n\"type\":\"a\",\n\"x\":1}").Should().Be("event: a\ndata: {\"type\":\"a\",\"x\":1}\n\n");

    [Theory]
    [InlineData("a\\ndata: b")]
    [InlineData("a\\rdata: b")]
    public void Type_with_a_line_break_has_no_event_line(string type) =>
        Write($$"""{"type":"{{type}}"}""").Should().Be($$"""data: {"type":"{{type}}"}""" + "\n\n");

    private static string Write(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        ResponseEventWriter.Write(ResponseStreamEvent.Parse(Encoding.UTF8.GetBytes(json)), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
