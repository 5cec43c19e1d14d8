using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Passes;

/// <summary>A rider station that issues passes, a rider's phone, and what gate-3 knows of both.</summary>
internal sealed class GateWorld : IDisposable
{
    internal const string Gate = "gate-3";
    internal static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0, 7);

    internal SigningKey Station { get; } = SigningKey.Create("k1");

    internal SigningKey Phone { get; } = SigningKey.Create();

    internal PassGate Reader { get; } = new(new PassGateOptions(Gate, ["rider", "resident"]));

    internal Pass Pass => new("rider-station", "k1", "rider", Now - Duration.FromDays(1), Now + Duration.FromDays(30), Phone.PublicKey, 0,
        7, [new("fleet", "F-12")]);

    public void Dispose()
    {
        Station.Dispose();
        Phone.Dispose();
    }

    internal SignedPass Issue(Func<Pass, Pass>? change = null) => SignedPass.Issue(change?.Invoke(Pass) ?? Pass, Station);

    internal string Show(SignedPass? pass = null, string gate = Gate, Instant? at = null) =>
        PassCode.Show(pass ?? Issue(), Phone, gate, at ?? Now).ToString();

    internal GateTrust Trust(int status = 0, Instant? until = null, Instant? made = null, string[]? types = null, Instant? listed = null)
    {
        var statuses = new byte[16];
        statuses[7] = (byte)status;
        var madeAt = made ?? Now - Duration.FromHours(1);
        var list = new StatusListToken("https://riders.example/passes/0", StatusList.FromBytes(8, statuses), listed ?? madeAt);
        var issuer = new Issuer("rider-station",
            [new IssuerKey(Station.PublicKey, Now - Duration.FromDays(365), Now + Duration.FromDays(365))], types ?? ["rider"]);
        return new GateTrust(new TrustBundle(1, madeAt, until ?? Now + Duration.FromDays(1),
            [new BundledIssuer(issuer, [new BundledList(0, list)])]));
    }
}
