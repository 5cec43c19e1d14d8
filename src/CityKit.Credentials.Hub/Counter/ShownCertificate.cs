using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>A code that a holder shows (亮码记录), until a day after it is over.</summary>
/// <param name="Id">The code's digest.</param>
/// <param name="Certificate">The certificate's subject.</param>
/// <param name="Holder">The holder's subject.</param>
/// <param name="Item">For which service item.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Office">Which office may redeem it.</param>
/// <param name="Until">Until when, itself excluded.</param>
/// <param name="Hours">How long the copy may be used.</param>
/// <param name="IsRedeemed">Whether it is spent.</param>
public sealed record ShownCertificate(
    string Id, string Certificate, string Holder, string Item, string Purpose, string Office, Instant Until, int Hours, bool IsRedeemed)
{
    private static readonly Duration Kept = Duration.FromDays(1);

    internal static DocumentIndex<ShownCertificate> OfHolder { get; } = DocumentIndex<ShownCertificate>.Text("holder", shown =>
        shown.Holder);

    internal static DocumentIndex<ShownCertificate> Forgotten { get; } = DocumentIndex<ShownCertificate>.Order("forgotten", shown =>
        shown.Until + Kept);

    internal static DocumentKind<ShownCertificate> Kind { get; } =
        ModuleJson.Documents("credentials_shown", shown => shown.Id, CounterJson.Shared.ShownCertificate, OfHolder, Forgotten);
}
