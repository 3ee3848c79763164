using AgenticApi.Gateway;

namespace AgenticApi.Cli;

/// <summary>Reads the file of a gateway's keys: a line a key, as <c>gateway key</c> prints it. Empty lines and those that begin with <c>#</c> do not count.</summary>
internal static class KeysFile
{
    /// <exception cref="UsageException">The file cannot be read, has no key, or a line is none. The message repeats no line: it may be a key.</exception>
    public static IReadOnlyList<GatewayKey> Read(string file)
    {
        var keys = new List<GatewayKey>();
        var number = 0;
        foreach (var line in Input.ReadText(file, "--keys").Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            try
            {
                keys.Add(GatewayKey.Parse(line));
            }
            catch (FormatException e)
            {
                throw new UsageException($"--keys {file}: line {number}: {e.Message} 'agentic-api gateway key NAME' makes one.");
            }
        }

        return keys.Count > 0 ? keys : throw new UsageException($"--keys {file}: has no key. 'agentic-api gateway key NAME' makes one.");
    }
}
