using System.Text;

namespace AgenticApi.Tests.Reading;

/// <summary>The way in which reads split the bytes changes neither the events nor the exceptions.</summary>
public class CutTests
{
    private const string Created = "{\"type\":\"response.created\"}\n";

    private static readonly string[] Pieces =
    [
        "{", "{", "}", "}", "[", "]", "\"", "\"", "\\", ":", ",", "\n", "\n", "\r", "\r\n", " ", "\t", "null", "1", "x", "é", "🎞", "\0", "\uFEFF", "[DONE]",
        "\"a\":", "{\"a\":1}", "{\"a\":{\"b\":[1,{}]}}", "\"a\\\"b\"", "{\"a\":\"b", "{\"a\":{\"b\":1}", "data: ", "data:", "data", "event: e", "event:", "id: 1", ": comment", "\n\n", "data: {\"a\":1}\n\n",
    ];

    [Theory]
    [InlineData(Created + "{\"a\":{\"b\":1}{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[]}}\n")]
    [InlineData("{\"\":\"\",\"\":{\"\":null}r")]
    [InlineData("{\"\":\"\",\"\":{\"null}r")]
    [InlineData("{\"a\":1}\n{\"a\":\"b\\\n{\"a\":2}")]
    [InlineData("{\"a\":1}\n\uFEFF{\"a\":2}\n\uFEFF")]
    [InlineData("\uFEFF\r\n  data: no\r\n\r\ndata: yes\r\n\r\n")]
    public void Input_in_pieces_of_any_length_gives_the_result_of_the_uncut_input(string text)
    {
        var whole = FoundFrames.In(text).ToString();
        for (var piece = 1; piece <= text.Length; piece++)
        {
            FoundFrames.In(text, piece).ToString().Should().Be(whole, "of pieces of {0} bytes", piece);
        }
    }

    [Fact]
    public void Hostile_input_cut_anywhere_gives_the_result_of_the_uncut_input()
    {
        var random = new Random(7);
        var (events, throws) = (0, 0);
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = Hostile(random);
            var most = random.Next(3) == 0 ? random.Next(2, 60) : 1 << 20;
            var whole = FoundFrames.In(bytes, () => int.MaxValue, most);
            var longest = random.Next(1, 20);

            var cut = FoundFrames.In(bytes, () => random.Next(1, longest + 1), most);

            cut.ToString().Should().Be(whole.ToString(), "of {0} with most {1}", Encoding.UTF8.GetString(bytes).ReplaceLineEndings("|"), most);
            events += whole.Frames.Count;
            throws += whole.Thrown is null ? 0 : 1;
        }

        events.Should().BeGreaterThan(20_000);
        throws.Should().BeInRange(5_000, 35_000);
    }

    [Fact]
    public void Long_event_in_single_bytes_is_found_in_one_pass()
    {
        // Two more passes for each piece would take minutes.
        foreach (var json in new[] { $"{{\"a\":\"{new string('x', 2_000_000)}\"}}", $"{{\"a\":[{string.Concat(Enumerable.Repeat("{\"b\":[1]},", 200_000))}1]}}" })
        {
            foreach (var text in new[] { json, json + "\n" + json, $"data: {json}\n\n" })
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();

                FoundFrames.In(text, piece: 1, most: 1 << 24).Frames.Should().HaveCount(text.StartsWith("data", StringComparison.Ordinal) || text.Length == json.Length ? 1 : 2);

                clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
            }
        }
    }

    /// <summary>Returns text that starts like one of the framings and continues randomly.</summary>
    private static byte[] Hostile(Random random)
    {
        var text = new StringBuilder(random.Next(8) switch
        {
            0 or 1 => "",
            2 or 3 or 4 => "{\"a\":1}\n",
            5 => "\uFEFF\n {",
            6 => "data: ",
            _ => "event: e\r\n",
        });
        for (var i = random.Next(25); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0 && random.Next(4) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
