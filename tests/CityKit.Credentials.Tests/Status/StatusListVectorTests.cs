using System.Globalization;
using System.Text;
using System.Text.Json;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Status;

/// <summary>Token Status List draft 21: its section 4 and appendix, and the examples of its repository.</summary>
public class StatusListVectorTests
{
    public static TheoryData<int> Widths => [1, 2, 4, 8];

    public static TheoryData<string> Files =>
        [.. Embedded.Names("status/").Where(name => name.EndsWith("_json.md",
            StringComparison.Ordinal)).Select(name => name["status/".Length..])];

    [Theory, MemberData(nameof(Widths))]
    public void Read_OfTheAppendix_HasEveryStatusAndNoOther(int bits)
    {
        var vector = StatusVectors.Appendix.Single(one => one.GetProperty("bits").GetInt32() == bits);
        var list = Read($$"""{"bits":{{bits}},"lst":"{{vector.GetProperty("lst").GetString()}}"}""");
        var expected = vector.GetProperty("statuses").EnumerateObject().ToDictionary(
            one => int.Parse(one.Name, CultureInfo.InvariantCulture), one => one.Value.GetInt32());
        Assert.Equal((bits, vector.GetProperty("size").GetInt32()), (list.Bits, list.Count));
        for (var i = 0; i < list.Count; i++)
            if (list[i] != expected.GetValueOrDefault(i)) Assert.Fail($"index {i} is {list[i]}");
    }

    [Theory, MemberData(nameof(Widths))]
    public void Build_OfTheAppendix_HasTheSameBytes(int bits)
    {
        var vector = StatusVectors.Appendix.Single(one => one.GetProperty("bits").GetInt32() == bits);
        var builder = new StatusListBuilder(bits, vector.GetProperty("size").GetInt32());
        foreach (var status in vector.GetProperty("statuses").EnumerateObject())
            builder[int.Parse(status.Name, CultureInfo.InvariantCulture)] = status.Value.GetInt32();
        var lst = vector.GetProperty("lst").GetString()!;
        Assert.True(builder.Build().Bytes.Span.SequenceEqual(StatusVectors.Inflate(lst)));
        Assert.True(StatusVectors.Inflate(builder.Build().ToText()).AsSpan().SequenceEqual(StatusVectors.Inflate(lst)));
    }

    [Theory, MemberData(nameof(Files))]
    public void Read_OfAnExampleFile_HasTheBytesThatAreStated(string file)
    {
        var list = Read(StatusVectors.Json(file));
        var example = StatusVectors.Examples.Single(one => one.GetProperty("file").GetString() == $"examples/{file}");
        Assert.Equal((example.GetProperty("bits").GetInt32(), example.GetProperty("bytes").GetInt32()), (list.Bits, list.Bytes.Length));
        var first = Convert.FromHexString(example.GetProperty("first_bytes_hex").GetString()!);
        Assert.True(list.Bytes.Span.StartsWith(first));
        Assert.True(list.Bytes.Span.SequenceEqual(
            StatusVectors.Inflate(JsonDocument.Parse(StatusVectors.Json(file)).RootElement.GetProperty("lst").GetString()!)));
    }

    [Fact]
    public void Read_OfTheFirstExample_IsLeastSignificantBitFirst() =>
        Assert.Equal([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1], Statuses(Read("""{"bits":1,"lst":"eNrbuRgAAhcBXQ"}""")));

    [Fact]
    public void Read_OfTheSecondExample_IsLeastSignificantBitFirst() =>
        Assert.Equal([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3], Statuses(Read("""{"bits":2,"lst":"eNo76fITAAPfAgc"}""")));

    [Fact]
    public void Verify_OfTheSignedExample_SaysWhatTheDraftSays()
    {
        var vector = StatusVectors.Token;
        var compact = vector.GetProperty("compact").GetString()!;
        Assert.Equal(StatusVectors.Compact("status_list_jwt_raw.md"), compact);
        var key = PublicJwk.Read(JsonText.Parse(Encoding.UTF8.GetBytes(vector.GetProperty("public_key").GetRawText()), out _)!, out _)!;
        var registry = new IssuerRegistry([new Issuer("https://example.com", [new IssuerKey(key, Instant.FromUnixTimeSeconds(0))], [])]);
        var token = StatusListToken.Verify(compact, "https://example.com/statuslists/1", "https://example.com", registry,
            Instant.FromUnixTimeSeconds(1686920170), out var problem);
        Assert.Null(problem);
        Assert.Equal((Instant.FromUnixTimeSeconds(1686920170), Instant.FromUnixTimeSeconds(2291720170), Duration.FromSeconds(43200)),
            (token!.IssuedAt, token.ExpiresAt, token.TimeToLive));
        Assert.Equal([0xb9, 0xa3], token.List.Bytes.ToArray());
    }

    private static StatusList Read(string json)
    {
        var list = StatusList.Read(JsonText.Parse(Encoding.UTF8.GetBytes(json), out _)!, out var error);
        Assert.Null(error);
        return list!;
    }

    private static int[] Statuses(StatusList list) => [.. Enumerable.Range(0, list.Count).Select(i => list[i])];
}
