using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>
/// What the engine said and saved before it had an index (commit c40388d), as a hash: the same streams give the same bytes.
/// </summary>
public sealed class SameAsBeforeTests
{
    [Theory]
    [InlineData(41, "2D30840B0A34991E31C2179CF898BC09")]
    [InlineData(42, "7DCC0703BC360E7B543AC6E708343308")]
    [InlineData(43, "B9817404BAD91618C8D9C25D782A8853")]
    public void Save_AfterARandomStream_OutcomesAndBytesOfTheEngineThatVisitedAll(int seed, string hash)
    {
        var register = RuleStream.RegisterOf(new Random(seed));
        var engine = new RuleEngine(RuleStream.AllRules, RuleHost.Hub, register);
        var outcomes = new List<RuleOutcome>();
        foreach (var step in RuleStream.Stream(new Random(seed), register, 900)) step(engine, outcomes);
        byte[] all = [.. RuleStream.Save(engine), .. Encoding.UTF8.GetBytes(string.Join('\n', outcomes.Select(RuleStream.Line)))];
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(all).AsSpan(0, 16)));
    }
}
