using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>Decides whether a code opens one gate, without any network (闸机离线验码).</summary>
/// <remarks>
/// For a gate's controller; the edge's pass detector has one. It is pure and serves any thread: the same code, time and trust give the same
/// verdict. That a code opens only once is kept by your code, by <see cref="UseOf(PassCode)"/>. It drives no relay, and fetches no trust:
/// give it the newest <see cref="GateTrust"/>.
/// </remarks>
/// <example><code>
/// var gate = new PassGate(new PassGateOptions("gate-3", ["rider", "resident"]));
/// var bundle = SignedTrustBundle.Open(File.ReadAllBytes("trust.bundle"), bundleKey, out var problem);
/// var verdict = gate.Judge(scanned, now, bundle is null ? null : new GateTrust(bundle.Content)); // now is null when the clock is in doubt
/// Console.WriteLine(verdict.Opens ? "open" : verdict.Refusal!.Message.Zh);
/// </code></example>
public sealed class PassGate
{
    /// <summary>How many steps of 30 s a phone may be ahead or behind.</summary>
    public const int StepsAside = 1;

    private readonly PassGateOptions options;

    /// <summary>A gate.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public PassGate(PassGateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        this.options = options;
    }

    /// <summary>The gate's name.</summary>
    public string Name => options.Gate;

    /// <summary>Decides about a code.</summary>
    /// <param name="text">What the scanner read.</param>
    /// <param name="now">The time; null when the gate's clock is in doubt.</param>
    /// <param name="trust">What the gate knows of issuers and revoked passes; null for nothing yet.</param>
    public PassVerdict Judge(string text, Instant? now, GateTrust? trust)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PassCode.Read(text, out var problem) is { } code
            ? Judge(code, now, trust)
            : new PassVerdict(PassRefusals.NoPass(problem!), null);
    }

    /// <summary>Decides about a code that was read already.</summary>
    public PassVerdict Judge(PassCode code, Instant? now, GateTrust? trust)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new PassVerdict(WhyNot(code, now, trust), code);
    }

    /// <summary>Decides about a rider's proof at this gate's poster.</summary>
    /// <param name="proof">What the phone said.</param>
    /// <param name="poster">Where the poster hangs.</param>
    /// <param name="now">The hub's time.</param>
    /// <param name="trust">What the hub knows of issuers and revoked passes.</param>
    /// <returns>Why it stays shut; null when it opens.</returns>
    public Refusal? WhyNot(PosterProof proof, GatePoster poster, Instant now, GateTrust trust)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(poster);
        ArgumentNullException.ThrowIfNull(trust);
        var age = now - proof.At;
        if (proof.Gate != Name) return PassRefusals.WrongGate(proof.Gate, Name);
        if (age > PosterLimits.Age || age < -PosterLimits.Age) return PassRefusals.WrongTime(age);
        return PosterLimits.WhyNotHere(proof, poster) ?? WhyNot(proof.Pass, proof.IsSignedBy, now, trust);
    }

    /// <summary>What one showing of a pass is, for keeping it from a second use: the same for the same pass, gate and step.</summary>
    public static string UseOf(PassCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Fingerprint();
    }

    /// <summary>What one proof is, for keeping it from a second use.</summary>
    public static string UseOf(PosterProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Fingerprint();
    }

    private Refusal? WhyNot(PassCode code, Instant? time, GateTrust? trust)
    {
        if (time is not { } now) return PassRefusals.ClockInDoubt;
        if (trust is null) return PassRefusals.NoTrust;
        if (code.Gate != Name) return PassRefusals.WrongGate(code.Gate, Name);
        var steps = PassCode.StepOf(now) - code.Step;
        if (Math.Abs(steps) > StepsAside)
            return PassRefusals.WrongTime(Duration.FromSeconds(30) * Math.Clamp(steps, -1_000_000, 1_000_000));
        return WhyNot(code.Pass, code.IsSignedBy, now, trust);
    }

    private Refusal? WhyNot(SignedPass pass, Func<ISignatureVerifier, bool> isShownBy, Instant now, GateTrust trust)
    {
        var content = pass.Content;
        if (!options.Types.Contains(content.Type)) return PassRefusals.WrongType(content.Type, options.Types);
        if (now < content.ValidFrom) return PassRefusals.NotYetValid(content.ValidFrom);
        if (now >= content.ValidUntil) return PassRefusals.Expired(content.ValidUntil);
        if (WhyNot(trust.Bundle, now) is { } tooOld) return tooOld;
        if (trust.KeyOf(content) is not { } issuer) return PassRefusals.UnknownIssuer(content.Issuer);
        if (!pass.IsSignedBy(issuer)) return PassRefusals.Forged;
        using var holder = Es256Suite.Instance.Import(content.HolderKey);
        if (holder is null || !isShownBy(holder)) return PassRefusals.NotTheHolder;
        return trust.WhyNot(content, now, options.Grace);
    }

    private Refusal? WhyNot(TrustBundle bundle, Instant now) => bundle.FreshnessAt(now, options.Grace) switch
    {
        BundleFreshness.Fresh or BundleFreshness.Grace => null,
        BundleFreshness.NotYet => PassRefusals.ClockInDoubt,
        _ => PassRefusals.Stale(now - bundle.ValidUntil, options.Grace),
    };
}
