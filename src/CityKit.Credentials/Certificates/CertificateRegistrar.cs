using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>Carries out acts on certificates (证照登记): pure, a new record or a refusal.</summary>
/// <param name="catalogue">The types there are.</param>
/// <example><code>
/// var issued = registrar.Issue(certificate);
/// var renewed = registrar.Renew(issued.New!, certificate.NewVersion(today) with { ValidUntil = today.PlusYears(5) }, today);
/// </code></example>
public sealed class CertificateRegistrar(CertificateCatalogue catalogue)
{
    /// <summary>Issues a certificate's first version.</summary>
    public CertificateDecision Issue(ElectronicCertificate certificate) =>
        (CertificateSuccession.CheckFirst(certificate) ?? catalogue.Check(certificate)) is { } refusal
            ? CertificateDecision.Refused(refusal)
            : new CertificateDecision(null, null, new RegisteredCertificate(certificate, CertificateState.Valid));

    /// <summary>Gives a certificate a longer time.</summary>
    public CertificateDecision Renew(RegisteredCertificate before, ElectronicCertificate next, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(next);
        return CertificateSuccession.CheckRenewal(before.Certificate.ValidUntil, next.ValidUntil) is { } refusal
            ? CertificateDecision.Refused(refusal) : Follow(before, CertificateAct.Renew, next, today);
    }

    /// <summary>Changes what a certificate says.</summary>
    public CertificateDecision Change(RegisteredCertificate before, ElectronicCertificate next, LocalDate today) =>
        Follow(before, CertificateAct.Change, next, today);

    /// <summary>Suspends, resumes or cancels a certificate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The act makes a new version.</exception>
    public CertificateDecision Move(RegisteredCertificate before, CertificateAct act, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (act is not (CertificateAct.Suspend or CertificateAct.Resume or CertificateAct.Cancel))
            throw new ArgumentOutOfRangeException(nameof(act), act,
                "This act makes a new version: renew or change with its record.");
        var (next, refusal) = Apply(before, act, today);
        return refusal is null ? new CertificateDecision(null, before with { State = next }, null) : CertificateDecision.Refused(refusal);
    }

    private CertificateDecision Follow(RegisteredCertificate before, CertificateAct act, ElectronicCertificate next, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(before);
        var (state, refusal) = Apply(before, act, today);
        refusal ??= CertificateSuccession.Check(before.Certificate.Identifier, next) ?? SameHolder(before.Certificate.Holder, next.Holder)
            ?? catalogue.Check(next);
        return refusal is not null ? CertificateDecision.Refused(refusal)
            : new CertificateDecision(null, before with { State = state }, new RegisteredCertificate(next, CertificateState.Valid));
    }

    private static (CertificateState, Refusal?) Apply(RegisteredCertificate before, CertificateAct act, LocalDate today) =>
        CertificateLifecycle.Apply(CertificateLifecycle.On(today, before.State, before.Certificate.ValidUntil), act);

    private static Refusal? SameHolder(CertificateHolder before, CertificateHolder next) =>
        (before.Code, before.CodeKind) == (next.Code, next.CodeKind) ? null
            : Refusal.Of("other-holder", "A new version is of the same holder: issue a new certificate to somebody else.",
                "新版本须为同一持证主体；换人请新办证照。");
}
