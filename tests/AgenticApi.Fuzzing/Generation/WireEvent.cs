namespace AgenticApi.Fuzzing.Generation;

/// <summary>One event as it stands on the wire.</summary>
/// <param name="Name">What its <c>event:</c> line says; empty where there is none.</param>
/// <param name="Data">Its data.</param>
internal readonly record struct WireEvent(string Name, byte[] Data);
