using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Tests.Model;

/// <summary>Model objects are equal if their JSON is, whatever its size, order and depth.</summary>
public class EqualityTests
{
    private const int Members = 100_000;

    [Theory]
    [InlineData("""{"a":1,"b":[{"c":2,"d":3}]}""", """{"b":[{"d":3,"c":2}],"a":1}""", true)]
    [InlineData("""{"a":1,"b":2}""", """{"b":1,"a":2}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"c":1}""", false)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[1,2]", "[1,2,3]", false)]
    [InlineData("[[],{}]", "[{},[]]", false)]
    [InlineData("[null,true,false]", "[ null, true, false ]", true)]
    [InlineData("true", "false", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("""{"\u0061":"\u0062"}""", """{"a":"b"}""", true)]
    [InlineData("""{"z":0,"\u0061":1}""", """{"a":1,"\u007a":0}""", true)]
    [InlineData("""["\ud800"]""", """["\uD800"]""", true)]
    [InlineData("""["\ud800"]""", """["\ufffd"]""", false)]
    [InlineData("""{"\ud800":1,"b":2}""", """{"b":2,"\uD800":1}""", true)]
    [InlineData("""{"\ud800":1,"b":2}""", """{"b":2,"\ud801":1}""", false)]
    [InlineData("[\"\xc3\xa4\"]", """["\u00e4"]""", true)]
    [InlineData("[\"\xff\"]", "[\"\xfe\"]", true)]
    [InlineData("[\"\xff\"]", "[\"\\ufffd\"]", true)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2,"a":1}""", false)]
    [InlineData("""{"a":1,"b":0,"a":2}""", """{"b":0,"a":1,"a":2}""", true)]
    [InlineData("""{"a":1,"b":0,"a":2}""", """{"b":0,"a":2,"a":1}""", false)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""", false)]
    public void Objects_are_equal_if_their_json_is(string one, string other, bool areEqual)
    {
        (One(one).Equals(One(other)), One(other).Equals(One(one))).Should().Be((areEqual, areEqual));
    }

    [Fact]
    public void Numbers_are_equal_by_value()
    {
        string[][] groups =
        [
            ["1", "1.0", "10e-1", "0.1E+1", "1e0", "100000e-5"],
            ["0", "-0", "0.000", "0e99999999999999999999", "-0.0E-5"],
            ["12.5", "0.125e2", "1250e-2", "12.5e00"],
            ["-0.001", "-1e-3", "-10e-4", "-0.0010"],
            ["1e400", "10e399", "0.1e401"],
            ["123456789012345678901234567890.1", "1234567890123456789012345678901e-1"],
            ["1e1000000000000000000", "10e999999999999999999"],
            ["1e99999999999999999999"], ["10e99999999999999999998"], ["1e-99999999999999999999"],
            ["-1"], ["10"], ["11"], ["1.01"], ["1.1"], ["0.1"], ["12.25"], ["1.2e400"],
        ];
        foreach (var one in groups.SelectMany(group => group.Select(text => (Text: text, Group: group))))
        {
            foreach (var other in groups.SelectMany(group => group))
            {
                One(one.Text).Equals(One(other)).Should().Be(one.Group.Contains(other), "{0} is compared with {1}", one.Text, other);
            }
        }
    }

    [Fact]
    public void Numbers_are_equal_as_in_the_framework()
    {
        string[] mantissas = ["0", "-0", "1", "-1", "10", "0.1", "1.0", "12.5", "0.0125", "100.001", "1000010"];
        string[] all = [.. mantissas.SelectMany(text => (string[])[text, text + "e0", text + "e-2", text + "E+2", text + "e4"])];
        foreach (var (one, other) in all.SelectMany(one => all.Select(other => (one, other))))
        {
            One(one).Equals(One(other)).Should().Be(JsonElement.DeepEquals(JsonElement.Parse(one), JsonElement.Parse(other)), "{0} is compared with {1}", one, other);
        }
    }

    [Theory]
    [InlineData("same")]
    [InlineData("reversed")]
    [InlineData("shuffled")]
    [InlineData("alternating")]
    public void Object_with_many_members_is_compared_in_linear_time(string order)
    {
        int[] numbers = [.. Enumerable.Range(0, Members)];
        int[] others = [.. order switch
        {
            "reversed" => numbers.Reverse(),
            "shuffled" => numbers.OrderBy(number => number * 7919L % 100_003),
            "alternating" => numbers.Select(number => number ^ 1),
            _ => numbers,
        }];
        var one = One(Object(numbers, ""));
        var other = One(Object(others, " "));

        var watch = Stopwatch.StartNew();
        var areEqual = one.Equals(other);
        watch.Stop();

        areEqual.Should().BeTrue();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5), "a comparison that is quadratic takes many times as long, even where the machine is busy");
    }

    [Fact]
    public void Object_with_one_name_many_times_is_compared_in_linear_time()
    {
        var one = One("{" + string.Join(',', Enumerable.Repeat("\"a\":1", Members)) + ",\"b\":1}");
        var other = One("{\"b\":1," + string.Join(',', Enumerable.Repeat("\"a\":1", Members)) + "}");

        one.ExecutionTimeOf(o => o.Equals(other)).Should().BeLessThan(TimeSpan.FromSeconds(5));
        one.Equals(other).Should().BeTrue();
    }

    [Theory]
    [InlineData(520)]
    [InlineData(4_000)]
    public void Deep_json_does_not_overflow_the_stack(int depth)
    {
        var failure = default(Exception);
        var thread = new Thread(() => failure = Record.Exception(() => UseDeep(depth)), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        failure.Should().BeNull();
    }

    private static void UseDeep(int depth)
    {
        var text = "{\"id\":\"a\",\"x\":" + string.Concat(Enumerable.Repeat("[{\"x\":", depth / 2)) + "1.0" + string.Concat(Enumerable.Repeat("}]", depth / 2)) + "}";
        var one = One(text);
        var other = One(text.Replace("1.0", " 1", StringComparison.Ordinal));
        var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { MaxDepth = depth + 1 }))
        {
            one.WriteTo(writer);
        }

        (one.Equals(other), one.GetHashCode() == other.GetHashCode(), one.Equals(One(text.Replace("1.0", "2", StringComparison.Ordinal)))).Should().Be((true, true, false));
        (one.ToJson() == text, Encoding.UTF8.GetString(written.ToArray()) == text).Should().Be((true, true));
    }

    private static string Object(int[] numbers, string space) => "{" + string.Join(',', numbers.Select(number => $"{space}\"n{number}\":{number}")) + "}";

    private static Response One(string json) => new(HostileJson.Parse(json));
}
