using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Hub;
using CityKit.Credentials.Hub.Passes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using CityKit.Hosting;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class Passes
{
    internal static (string, Refusal?) Run(SigningKey station, SigningKey phone, Instant now, string scanned, bool clockIsKnown, TrustBundle bundle, TextWriter guard,
        Action OpenGate, GeoPoint whereThePhoneIs)
    {
        var pass = new Pass("rider-station", "k1", "rider", now, now + Duration.FromDays(30), phone.PublicKey, 0, 4711, [new PassField("fleet", "F-12")]);
        var signed = SignedPass.Issue(pass, station);                       // by the issuer, once
        var code = PassCode.Show(signed, phone, "gate-3", now).ToString();  // by the phone, every 30 s: the text of a QR code

        var gate = new PassGate(new PassGateOptions("gate-3", ["rider", "resident"]));
        var verdict = gate.Judge(scanned, clockIsKnown ? now : null, new GateTrust(bundle));
        if (verdict.Opens) OpenGate();
        else guard.Write(verdict.Refusal!.Message.Zh);

        var poster = new GatePoster("gate-3", GeoPoint.FromDegrees(120.4110, 36.0610), 20);
        var proof = PosterProof.Sign(signed, phone, GatePoster.GateOf(poster.ToCode())!, whereThePhoneIs, 8, now);
        var refusal = gate.WhyNot(proof, poster, now, new GateTrust(bundle));   // null: it opens, once for PassGate.UseOf(proof)
        return (code, refusal);
    }

    internal static void Host(CityKitBuilder city, GatePoster poster, DevicePublicKey bundleKey, IRelays relays) =>
        city.AddPasses([new PosterGate(poster, ["rider"])], new GateTrustFile("trust.bundle", bundleKey).Current, _ => new RelayGates(relays));
}

internal sealed class RelayGates(IRelays relays) : IGateOpener
{
    public async ValueTask OpenAsync(string gate, string use, CancellationToken cancellationToken) =>
        await relays.PulseAsync(gate, key: use, cancellationToken); // the same key twice is one pulse; throw when it cannot be reached
}

internal interface IRelays
{
    ValueTask PulseAsync(string gate, string key, CancellationToken cancellationToken);
}
