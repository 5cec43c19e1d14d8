using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>How near, how exact and how fresh a proof at a poster must be.</summary>
internal static class PosterLimits
{
    /// <summary>How far the phone's time may be off.</summary>
    internal static readonly Duration Age = Duration.FromSeconds(60);

    private const int MostAccuracyMetres = 50;

    internal static Refusal? WhyNotHere(PosterProof proof, GatePoster poster)
    {
        if (proof.AccuracyMetres > MostAccuracyMetres) return Vague(proof.AccuracyMetres);
        var (metres, allowed) = ((int)proof.Place.MetresTo(poster.Place), poster.RadiusMetres + proof.AccuracyMetres);
        return metres > allowed ? NotHere(metres, allowed) : null;
    }

    private static Refusal Vague(int metres) => Refusal.Of("place-unsure",
        $"The phone knows its place to {metres} m; {MostAccuracyMetres} m are allowed. Step outside and try again.",
        $"手机定位误差 {metres} 米，最多允许 {MostAccuracyMetres} 米。请到室外重试。");

    private static Refusal NotHere(int metres, int allowed) => Refusal.Of("not-at-gate",
        $"The phone is {metres} m from the gate; {allowed} m are allowed. Scan the poster at the gate itself.",
        $"手机距门 {metres} 米，最多允许 {allowed} 米。请在门前扫描海报。");
}
