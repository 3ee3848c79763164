using System.Text;
using AgenticApi.Reading;

namespace AgenticApi.Tests.Reading;

/// <summary>Two streams never share memory: rented memory is returned exactly once, however reading ends.</summary>
public class RentedMemoryTests
{
    private static readonly string Long = new('x', 10_000);

    [Theory]
    [InlineData("data: {0}\ndata: {0}\n\n", 1 << 20, "the last event was joined")]
    [InlineData("data: {0}\ndata: {0}\nda", 1 << 20, "the last event was not whole")]
    [InlineData("data: {0}\ndata: {0}\n\n", 15_000, "the event was too long when it was whole")]
    [InlineData("data: {0}\ndata: 1\ndata: {0}", 15_000, "the event was too long before it was whole")]
    [InlineData("{{\"a\":\"{0}\"}}{{\"a\":1", 1 << 20, "an object was not closed")]
    [InlineData("{{\"a\":\"{0}", 1 << 20, "the first object was not whole")]
    public void Memory_is_returned_once_however_reading_ends(string format, long most, string why)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, Long));
        using var log = new PoolLog();

        Read(bytes, most);

        log.Rented.Should().HaveCountGreaterThan(1);
        log.Returned.Should().BeEquivalentTo(log.Rented, why);
    }

    [Fact]
    public void Memory_is_not_rented_after_it_was_returned()
    {
        using var log = new PoolLog();
        var frames = new EventFrames(new MemoryStream([.. "{}{}"u8]), 100);
        ReadOn(frames);
        frames.Dispose();
        frames.Dispose();

        ReadOn(frames).Should().BeFalse();
        frames.TryNext(out _).Should().BeFalse();

        log.Rented.Should().ContainSingle();
        log.Returned.Should().BeEquivalentTo(log.Rented);
    }

    /// <summary>Reads a stream, all in this thread.</summary>
    private static void Read(byte[] bytes, long most)
    {
        using var frames = new EventFrames(new CutStream(bytes, () => 1000), most);
        try
        {
            do
            {
                while (frames.TryNext(out _))
                {
                }
            }
            while (ReadOn(frames));
        }
        catch (ResponseProtocolException)
        {
            // Expected for some rows.
        }
    }

    private static bool ReadOn(EventFrames frames) => frames.ReadAsync(default).AsTask().GetAwaiter().GetResult();
}
