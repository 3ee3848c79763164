using System.Text;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>An answer out of which a text is taken, however it is cut on the way.</summary>
public sealed class CleanedStreamTests
{
    [Fact]
    public async Task Text_that_comes_byte_by_byte_is_replaced()
    {
        using var stream = new CleanedStream(
            new NarrowStream(new MemoryStream("data: KEY\n\ndata: KEY"u8.ToArray())), text => text.Replace("KEY", "x", StringComparison.Ordinal));
        using var got = new MemoryStream();

        await stream.CopyToAsync(got);

        Encoding.UTF8.GetString(got.ToArray()).Should().Be("data: x\n\ndata: x");
    }
}
