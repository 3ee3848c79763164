using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Execution;

/// <summary>Reads the file of a run.</summary>
internal static class RunFile
{
    /// <summary>Reads all records, and cuts off an incomplete last line.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="file">The file, locked by the caller.</param>
    /// <param name="path">The path of the file, for messages.</param>
    /// <param name="length">Receives the length of the file without an incomplete last line.</param>
    /// <exception cref="RunDataException">A line is damaged, or a newer version wrote it.</exception>
    public static List<RunRecord> Read(string runId, SafeFileHandle file, string path, out long length)
    {
        var bytes = ReadAll(file);
        length = CompleteLength(bytes);
        if (length < bytes.Length)
        {
            RandomAccess.SetLength(file, length);
            // After a crash, the next record must not follow the incomplete line.
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

    /// <summary>Returns the end of the complete lines. The last line is complete if it has a line end and is a JSON object.</summary>
    private static int CompleteLength(ReadOnlySpan<byte> bytes)
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
