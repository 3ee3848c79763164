using AgenticApi.Gateway;

namespace AgenticApi.Cli;

/// <summary>
/// Reads the file of a gateway's keys: one line for each key, as <c>gateway key</c> prints it. Empty lines and lines that start with <c>#</c> are ignored.
/// </summary>
internal static class KeysFile
{
    /// <exception cref="UsageException">
    /// The file cannot be read, has no key, or has an invalid line. The message does not contain the line, because it may be a secret.
    /// </exception>
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
                throw new UsageException($"--keys {file}: line {number}: {e.Message} 'agentic-api gateway key NAME' creates one.");
            }
        }

        return keys.Count > 0 ? keys : throw new UsageException($"--keys {file}: has no key. 'agentic-api gateway key NAME' creates one.");
    }
}
