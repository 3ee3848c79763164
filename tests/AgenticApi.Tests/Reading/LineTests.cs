using System.Text;

namespace AgenticApi.Tests.Reading;

/// <summary>Event streams with mixed line ends, and streams without events.</summary>
public class LineTests
{
    [Theory]
    [InlineData("data: 1\r\n\ndata: 2\r\n\n")]
    [InlineData("data: 1\r\r\ndata: 2\r\r\n")]
    [InlineData("data: 1\n\r\ndata: 2\n\r\n")]
    [InlineData("data: 1\r\n\rdata: 2\r\n\r")]
    [InlineData("data: 1\n\rdata: 2\n\r")]
    public void Line_ends_may_be_mixed_and_cut_anywhere(string text)
    {
        for (var piece = 1; piece < text.Length; piece++)
        {
            FoundFrames.In(text, piece).Data.Should().Equal(["1", "2"], "it came in pieces of {0}", piece);
        }
    }

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data:\n\n")]
    [InlineData("event: ping\n\n")]
    [InlineData("id: 1\n\n")]
    [InlineData("retry: 10\n\n")]
    [InlineData(": hello\n\n")]
    [InlineData("data\n\n")]
    [InlineData("")]
    public void Event_stream_without_an_event_is_truncated_and_no_error(string text) => Fold.Bytes(text).Ending.Should().Be(Ending.Truncated);

    [Theory]
    [InlineData("date: 1\n\n")]
    [InlineData("database\n\n")]
    [InlineData("events: 1\n\n")]
    [InlineData("hello")]
    public void Text_that_is_not_an_event_stream_throws(string text) =>
        FluentActions.Invoking(() => Fold.Bytes(Encoding.UTF8.GetBytes(text))).Should().Throw<ResponseProtocolException>();
}
