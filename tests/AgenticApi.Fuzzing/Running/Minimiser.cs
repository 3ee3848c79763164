using System.Diagnostics;
using AgenticApi.Fuzzing.Generation;
using AgenticApi.Fuzzing.Promises;

namespace AgenticApi.Fuzzing.Running;

/// <summary>Makes the input of a violation smaller, as long as it breaks the same promise in the same way.</summary>
internal sealed class Minimiser(Violation violation)
{
    // The check itself chooses where it cuts or asks; a smaller input may need another choice.
    private const int Choices = 6;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(4);
    private readonly long _start = Stopwatch.GetTimestamp();
    private Breach? _smallest;

    public Violation Run()
    {
        var input = violation.Input;
        if (!Holds(input.Bytes))
        {
            // It takes more than this input: what the library remembers of others.
            return violation with { Breach = violation.Breach with { Detail = "not by itself; " + violation.Breach.Detail } };
        }

        var before = int.MaxValue;
        var bytes = input.Bytes;
        while (bytes.Length < before && !IsLate)
        {
            before = bytes.Length;
            bytes = WithoutEvents(bytes);
            bytes = WithoutMembers(bytes);
            bytes = WithoutBytes(bytes);
        }

        return violation with { Breach = _smallest ?? violation.Breach, Input = input with { Bytes = bytes } };
    }

    private bool IsLate => Stopwatch.GetElapsedTime(_start) > Most;

    private bool Holds(byte[] bytes)
    {
        for (var i = 0; i < Choices && !IsLate; i++)
        {
            if (AllPromises.Check(violation.Promise, violation.Input with { Bytes = bytes }, violation.Seed + i) is { } breach && breach.Kind == violation.Breach.Kind)
            {
                _smallest = breach;
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves out frames, many at once and then one by one.</summary>
    private byte[] WithoutEvents(byte[] bytes)
    {
        var frames = Frames(bytes);
        for (var size = frames.Count / 2; size > 0; size /= 2)
        {
            for (var at = frames.Count - size; at >= 0; at -= size)
            {
                List<byte[]> fewer = [.. frames[..at], .. frames[(at + size)..]];
                if (fewer.Count > 0 && Holds(Join(fewer)))
                {
                    frames = fewer;
                    at = Math.Min(at, frames.Count - size + 1);
                }
            }
        }

        return Join(frames);
    }

    /// <summary>Leaves out members and values of the JSON in each frame.</summary>
    private byte[] WithoutMembers(byte[] bytes)
    {
        var frames = Frames(bytes);
        for (var i = 0; i < frames.Count && !IsLate; i++)
        {
            var frame = frames[i];
            var open = frame.AsSpan().IndexOf((byte)'{');
            var close = frame.AsSpan().LastIndexOf((byte)'}');
            if (open < 0 || close < open || NodeReader.Read(frame.AsSpan(open, close - open + 1)) is not { } root)
            {
                continue;
            }

            bool Try()
            {
                frames[i] = [.. frame.AsSpan(0, open), .. root.ToBytes(), .. frame.AsSpan(close + 1)];
                return Holds(Join(frames));
            }

            if (Try())
            {
                Prune(root, Try);
            }

            frames[i] = Try() ? frames[i] : frame;
        }

        return Join(frames);
    }

    private void Prune(Node node, Func<bool> stillHolds)
    {
        for (var i = node.Children.Count - 1; i >= 0 && !IsLate; i--)
        {
            var child = node.Children[i];
            node.Children.RemoveAt(i);
            if (!stillHolds())
            {
                node.Children.Insert(i, child);
                Prune(child.Value, stillHolds);
            }
        }
    }

    /// <summary>Leaves out bytes, many at once and then few.</summary>
    private byte[] WithoutBytes(byte[] bytes)
    {
        for (var size = Math.Min(64, bytes.Length / 2); size > 0; size /= 2)
        {
            for (var at = bytes.Length - size; at >= 0 && !IsLate; at -= size)
            {
                byte[] fewer = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + size)];
                if (Holds(fewer))
                {
                    bytes = fewer;
                    at = Math.Min(at, bytes.Length - size + 1);
                }
            }
        }

        return bytes;
    }

    private static byte[] Join(List<byte[]> frames) => [.. frames.SelectMany(frame => frame)];

    private static List<byte[]> Frames(byte[] bytes)
    {
        var frames = new List<byte[]>();
        var isJson = WireEvents.FramingOf(bytes) == WireFraming.Json;
        while (bytes.Length > 0)
        {
            var end = isJson ? bytes.AsSpan().IndexOf("\n"u8) + 1 : Math.Max(bytes.AsSpan().IndexOf("\n\n"u8) + 2, bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4);
            end = end is > 0 and not (1 or 3) && end <= bytes.Length ? end : bytes.Length;
            frames.Add(bytes[..end]);
            bytes = bytes[end..];
        }

        return frames;
    }
}
