using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Execution;

/// <summary>Reads the file of a run.</summary>
internal static class RunFile
{
    /// <summary>Reads all records and cuts off a torn last line.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="file">The file, locked by the caller.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="length">The length of the file after that.</param>
    /// <exception cref="RunDataException">Another line is damaged, or a newer version wrote it.</exception>
    public static List<RunRecord> Read(string runId, SafeFileHandle file, string path, out long length)
    {
        var bytes = ReadAll(file);
        length = WholeLines(bytes);
        if (length < bytes.Length)
        {
            RandomAccess.SetLength(file, length);
            // What is appended from here on must not meet the torn line again after a crash.
            RandomAccess.FlushToDisk(file);
        }
        var records = new List<RunRecord>();
        for (var start = 0; start < length;)
        {
            var end = start + bytes.AsSpan(start).IndexOf((byte)'\n');
            records.Add(RunRecordFormat.Read(runId, records.Count, bytes.AsMemory(start, end - start), $"{path}, line {records.Count + 1}"));
            start = end + 1;
        }
        return records;
    }

    /// <summary>Where the lines end that count: the last one must have a line end and hold a JSON object.</summary>
    private static int WholeLines(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf((byte)'\n') + 1;
        if (end == 0 || end < bytes.Length)
            return end;
        var start = bytes[..(end - 1)].LastIndexOf((byte)'\n') + 1;
        return RunRecordFormat.IsObjectInOneLine(bytes[start..(end - 1)]) ? end : start;
    }

    private static byte[] ReadAll(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(file, bytes.AsSpan(read), read);
            if (count == 0)
                return bytes[..read];
            read += count;
        }
        return bytes;
    }
}
