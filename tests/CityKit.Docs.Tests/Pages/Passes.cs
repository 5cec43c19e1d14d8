using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
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
}
