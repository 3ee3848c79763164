using System.Text;

namespace AgenticApi.Serving.Tests.Storing;

/// <summary>Short forms of the operations in the tests of stores.</summary>
internal static class Stored
{
    public static StoredEntry Entry(string key, string? value) =>
        value is null ? new StoredEntry(key, null) : new StoredEntry(key, Encoding.UTF8.GetBytes(value));

    public static ValueTask<long> WriteAsync(this IResponseStore store, string id, long version, params StoredEntry[] entries) =>
        store.WriteAsync(id, version, entries, durable: false, CancellationToken.None);

    public static ValueTask<StoredRecord?> ReadAsync(this IResponseStore store, string id, string prefix = "", string after = "", double waitSeconds = 0, CancellationToken cancellationToken = default) =>
        store.ReadAsync(id, prefix, after, TimeSpan.FromSeconds(waitSeconds), cancellationToken);

    public static ValueTask<bool> DeleteAsync(this IResponseStore store, string id) => store.DeleteAsync(id, CancellationToken.None);

    /// <summary>Returns the version and the entries as <c>key=value</c>; null if there is no record.</summary>
    public static string? Text(this StoredRecord? record) =>
        record is null ? null : $"{record.Version}: {string.Join(" ", record.Entries.Select(entry => $"{entry.Key}={Encoding.UTF8.GetString(entry.Value!.Value.Span)}"))}";

    public static async Task<string?> TextAsync(this IResponseStore store, string id, string prefix = "", string after = "") =>
        (await store.ReadAsync(id, prefix, after)).Text();
}
