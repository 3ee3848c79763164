using AgenticApi.Cassettes;

namespace AgenticApi.Tests.Support;

/// <summary>The turns of all cassettes as rows of theories. A file that is added to the folder becomes a row.</summary>
internal static class Turns
{
    /// <summary>Returns every turn of the project's own cassettes as file name and number.</summary>
    public static TheoryData<string, int> Own(Func<CassetteTurn, bool> choose) => Rows(Repository.Cassettes, choose);

    /// <summary>Returns every turn of the recordings as file name and number; if there are none, a single row that says so.</summary>
    public static TheoryData<string, int> Recorded(Func<CassetteTurn, bool> choose) =>
        Repository.Recordings is { } folder ? Rows(folder, choose) : new TheoryData<string, int> { { "none", 0 } };

    public static CassetteTurn Get(string file, int turn) => Cassette.Load(Locate(file)).Turns[turn - 1];

    public static Cassette Load(string file) => Cassette.Load(Locate(file));

    public static bool IsStream(CassetteTurn turn) => turn.Response.Transport != CassetteTransport.Blocking;

    public static bool IsBlocking(CassetteTurn turn) => turn.Response.Transport == CassetteTransport.Blocking;

    private static TheoryData<string, int> Rows(string folder, Func<CassetteTurn, bool> choose)
    {
        var rows = new TheoryData<string, int>();
        foreach (var file in Cassette.Find(folder))
        {
            var turns = Cassette.Load(file).Turns;
            for (var i = 0; i < turns.Count; i++)
            {
                if (turns[i].IsResponse && choose(turns[i]))
                {
                    rows.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), i + 1);
                }
            }
        }

        return rows;
    }

    private static string Locate(string file) =>
        Path.Combine(Repository.Cassettes, file) is var own && File.Exists(own) ? own : Path.Combine(Repository.Recordings!, file);
}
