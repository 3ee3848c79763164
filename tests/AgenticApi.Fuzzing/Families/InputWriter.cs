using System.Buffers;
using System.Text;

namespace AgenticApi.Fuzzing.Families;

/// <summary>Writes one input of a family.</summary>
/// <param name="size">The length that the input is to have, in bytes. The last event may go a little past it.</param>
/// <param name="framing">How events are framed.</param>
public sealed class InputWriter(int size, Framing framing)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(size + 1024);

    public int Size { get; } = size;

    /// <summary>The bytes that are still to be written; negative past the end.</summary>
    public int Left => Size - _bytes.WrittenCount;

    /// <summary>Writes text without framing.</summary>
    public InputWriter Raw(string text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    /// <summary>Writes bytes without framing.</summary>
    public InputWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Writes events, each with its framing.</summary>
    public InputWriter Event(params string[] events)
    {
        foreach (var json in events)
        {
            Raw(framing == Framing.ServerSentEvents ? "data: " : "").Raw(json).Raw(framing switch
            {
                Framing.ServerSentEvents => "\n\n",
                Framing.Lines => "\n",
                _ => "",
            });
        }

        return this;
    }

    /// <summary>Writes one event after the other until the input has its size.</summary>
    /// <param name="next">Gives the event of a number, from 0.</param>
    /// <param name="reserve">The bytes that are left free for what follows.</param>
    public InputWriter Fill(Func<int, string> next, int reserve = 0)
    {
        for (var i = 0; Left > reserve; i++)
        {
            Event(next(i));
        }

        return this;
    }

    /// <summary>Writes text without framing until the input has its size.</summary>
    public InputWriter FillRaw(Func<int, string> next)
    {
        for (var i = 0; Left > 0; i++)
        {
            Raw(next(i));
        }

        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
