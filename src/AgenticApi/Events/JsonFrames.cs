using System.Text.Json;

namespace AgenticApi;

/// <summary>Splits a stream of JSON objects, whatever white space stands between and inside them.</summary>
internal sealed class JsonFrames
{
    private FrameScan _scan;
    private bool _isPastFirst;

    /// <summary>Finds the next object. What follows the last whole one, cut off or damaged, is given as it is.</summary>
    /// <exception cref="ResponseProtocolException">Not even the first object is whole.</exception>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> json)
    {
        var state = _scan.Next(bytes.Span, bytes.Ended);
        if (state == FrameState.Broken && !_isPastFirst)
        {
            throw new ResponseProtocolException(
                $"The input begins as JSON and is no whole JSON object: it breaks off or is damaged after byte {_scan.Start + _scan.Length}. Give the complete body.");
        }

        json = state == FrameState.More ? default : bytes.Span.Slice(_scan.Start, _scan.Length);
        if (state != FrameState.More)
        {
            bytes.Take(_scan.Start + _scan.Length);
            _scan = default;
            _isPastFirst = true;
        }

        return state != FrameState.More;
    }

    internal enum FrameState
    {
        /// <summary>A whole object.</summary>
        Whole,

        /// <summary>More bytes are needed to tell, if there are any.</summary>
        More,

        /// <summary>No JSON.</summary>
        Broken,
    }

    /// <summary>One look after another at an object that is still coming: each goes on where the last one stopped.</summary>
    private struct FrameScan
    {
        private JsonReaderState _state;
        private int _read;
        private int _depth;
        private bool _begun;

        /// <summary>Where the object, or what stands in its place, begins.</summary>
        public int Start { get; private set; }

        /// <summary>How long it is.</summary>
        public int Length { get; private set; }

        public FrameState Next(ReadOnlySpan<byte> bytes, bool ended)
        {
            if (!_begun)
            {
                Start = bytes.Length - bytes.TrimStart(" \t\r\n"u8).Length;
                if (Start == bytes.Length)
                {
                    return FrameState.More;
                }

                _begun = true;
                _state = new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue, AllowMultipleValues = true });
            }

            var rest = bytes[(Start + _read)..];
            var reader = new Utf8JsonReader(rest, ended, _state);
            try
            {
                while (reader.Read())
                {
                    _depth += reader.TokenType switch
                    {
                        JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                        JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                        _ => 0,
                    };
                    if (_depth == 0)
                    {
                        Length = _read + (int)reader.BytesConsumed;
                        return FrameState.Whole;
                    }
                }
            }
            catch (JsonException)
            {
                // The rest of the line is lost with it; the next line may be whole again.
                var line = bytes[Start..].IndexOf((byte)'\n');
                if (line < 0 && !ended)
                {
                    return FrameState.More;
                }

                Length = line < 0 ? bytes.Length - Start : line;
                return FrameState.Broken;
            }

            _read += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return FrameState.More;
        }
    }
}
