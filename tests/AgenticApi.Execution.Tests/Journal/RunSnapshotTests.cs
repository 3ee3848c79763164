using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Journal;

public sealed class RunSnapshotTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly RunRecord[] Records = [TestRecords.New("r", 0, """\u00e4 ä \n"""), TestRecords.New("r", 1, "secret")];

    public static TheoryData<string> Damaged =>
    [
        "", "{", "[]", "null", "1", "{}",
        """{"run":"r","records":[]}""",
        """{"v":1,"records":[]}""",
        """{"v":1,"run":"a/b","records":[]}""",
        """{"v":1,"run":1,"records":[]}""",
        """{"v":1,"run":"r"}""",
        """{"v":1,"run":"r","records":{}}""",
        """{"v":1,"run":"r","records":[1]}""",
        """{"v":1,"run":"r","records":[{"v":1,"run":"secret","seq":0,"kind":"secret"}]}""",
        """{"v":1,"run":"r","records":[{"v":1,"run":"r","seq":1,"kind":"secret"}]}""",
        """{"v":1,"run":"r","records":[{"v":2,"run":"r","seq":0,"kind":"secret"}]}""",
        """{"v":1,"run":"r","records":[{"v":1,"run":"r","seq":0,"kind":"secret\ud800"}]}""",
        """{"v":1,"run":"r","records":[{"v":1,"run":"\ud800","seq":0,"kind":"secret"}]}""",
        """{"v":1,"run":"r","records":[{"v":1,"run":"r","seq":0,"\ud800":1,"kind":"secret"}]}""",
        """{"v":"1","run":"r","records":[]}""",
        """{"v":1e400,"run":"r","records":[]}""",
        """{"v":0,"run":"r","records":[]}""",
        """{"v":2,"form":"secret"}""",
    ];

    [Fact]
    public void A_snapshot_holds_the_records_as_their_own_bytes() =>
        Encoding.UTF8.GetString(RunSnapshot.Write(Records)).Should().Be($$"""{"v":1,"run":"r","records":[{{Records[0].Text()}},{{Records[1].Text()}}]}""");

    [Fact]
    public void A_snapshot_is_read_as_what_was_written()
    {
        var read = RunSnapshot.Read(RunSnapshot.Write(Records));

        read.Texts().Should().Equal(Records.Texts());
        read.Select(record => record.Sequence).Should().Equal(0, 1);
    }

    [Fact]
    public void An_indented_snapshot_is_read_as_records_of_one_line()
    {
        var indented = JsonNode.Parse(RunSnapshot.Write(Records))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\r\n" });

        var read = RunSnapshot.Read(Encoding.UTF8.GetBytes(indented));

        read.Texts().Should().NotContainMatch("*\n*").And.NotContainMatch("*\r*");
        read.Should().HaveCount(2);
        read[0].Json.GetProperty("text").GetString().Should().Be("ä ä \n");
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_snapshot_is_refused_without_its_content(string snapshot) =>
        snapshot.Invoking(it => RunSnapshot.Read(Encoding.UTF8.GetBytes(it))).Should().Throw<RunDataException>().Which.ToString().Should().NotContain("secret");

    [Fact]
    public void A_snapshot_of_no_records_or_of_wrong_ones_is_not_written()
    {
        RunRecord[][] wrong = [[], [Records[1]], [Records[0], Records[0]], [Records[0], TestRecords.New("other", 1)], [TestRecords.Raw(0, "{}")], [TestRecords.Raw(0, "nonsense")]];

        foreach (var records in wrong)
            records.Invoking(RunSnapshot.Write).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_signed_snapshot_is_one_JSON_document_and_gives_the_snapshot_back()
    {
        var snapshot = RunSnapshot.Write(Records);
        var signed = RunSnapshot.Sign(snapshot, Key);

        RunSnapshot.Verify(signed, Key).Should().Equal(snapshot);
        RunSnapshot.Verify(Encoding.UTF8.GetBytes(JsonNode.Parse(signed)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true })), Key)
            .Should().Equal(snapshot, "a store may write the document in its own way");
    }

    [Fact]
    public void A_signed_snapshot_with_another_byte_is_refused()
    {
        var signed = RunSnapshot.Sign(RunSnapshot.Write([Records[0]]), Key);
        for (var i = 0; i < signed.Length; i++)
        {
            byte[] changed = [.. signed];
            changed[i] = changed[i] == (byte)'A' ? (byte)'B' : (byte)'A';

            changed.Invoking(it => RunSnapshot.Verify(it, Key)).Should().Throw<RunDataException>($"byte {i} is another one");
        }
    }

    [Fact]
    public void A_snapshot_that_another_key_signed_is_refused()
    {
        var signed = RunSnapshot.Sign(RunSnapshot.Write(Records), Key);

        signed.Invoking(it => RunSnapshot.Verify(it, Encoding.ASCII.GetBytes("another key of a good length"))).Should().Throw<RunDataException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"snapshot":"","hmac":""}""")]
    [InlineData("""{"snapshot":"e30="}""")]
    [InlineData("""{"snapshot":"e30=","hmac":null}""")]
    [InlineData("""{"snapshot":"*","hmac":"*"}""")]
    public void A_document_that_is_not_signed_is_refused(string document) =>
        document.Invoking(it => RunSnapshot.Verify(Encoding.UTF8.GetBytes(it), Key)).Should().Throw<RunDataException>();

    [Fact]
    public void A_short_key_is_refused()
    {
        var key = new byte[RunSnapshot.MinKeyLength - 1];

        key.Invoking(it => RunSnapshot.Sign([], it)).Should().Throw<ArgumentException>();
        key.Invoking(it => RunSnapshot.Verify([], it)).Should().Throw<ArgumentException>();
    }
}
