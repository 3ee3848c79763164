namespace AgenticApi.Fuzzing.Generation;

/// <summary>What the library is given: the bytes of a stream or of a blocking body. All that a promise needs to know follows from them.</summary>
/// <param name="Bytes">The bytes, as a server would send them.</param>
/// <param name="IsBody">Whether they are a blocking body, and not a stream.</param>
internal sealed record FuzzInput(byte[] Bytes, bool IsBody);
