using System.Net;
using System.Text;
using CityKit.Core.Chain;
using CityKit.Edge.Forwarding;

namespace CityKit.Edge.Tests.Forwarding;

/// <summary>An answer that makes the outbox forget or move must name the running hash (issue 8, number 20).</summary>
public sealed class HubAnswerTests
{
    private static readonly string Hash = new('a', 2 * RunningHash.ByteLength);

    [Theory]
    [InlineData(200, "synced", true, nameof(HubAnswerKind.Synced))]
    [InlineData(200, "synced", false, nameof(HubAnswerKind.Unclear))]
    [InlineData(409, "gap", true, nameof(HubAnswerKind.Moved))]
    [InlineData(409, "gap", false, nameof(HubAnswerKind.Unclear))]
    [InlineData(409, "overlap", true, nameof(HubAnswerKind.Moved))]
    [InlineData(409, "overlap", false, nameof(HubAnswerKind.Unclear))]
    [InlineData(422, "unknown-suite", false, nameof(HubAnswerKind.Unclear))] // kept and sent again: a newer hub reads it
    public void Read_WithAndWithoutTheHash_ForgetsOnlyWithIt(int code, string status, bool hashed, string kind)
    {
        var hash = hashed ? $",\"hash\":\"{Hash}\"" : "";
        var answer = HubAnswer.Read((HttpStatusCode)code, Encoding.UTF8.GetBytes($"{{\"status\":\"{status}\",\"cursor\":7{hash}}}"));
        Assert.Equal(kind, answer.Kind.ToString());
    }

    [Theory]
    [InlineData("\"hash\":\"aa\"")]
    [InlineData("\"hash\":7")]
    [InlineData("\"hash\":null")]
    public void Read_HashThatIsNone_IsUnclear(string member) =>
        Assert.Equal(HubAnswerKind.Unclear,
            HubAnswer.Read(HttpStatusCode.OK, Encoding.UTF8.GetBytes($"{{\"status\":\"synced\",\"cursor\":7,{member}}}")).Kind);
}
