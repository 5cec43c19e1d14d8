using System.Text;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Modules;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>What the hub does at its door with a command that brings a record, while the record can be read.</summary>
internal static class VersionContent
{
    internal const int MaxLength = CertificateJson.MaxBytes;

    /// <summary>The person, the content, the identifiers: what must not be journalled.</summary>
    internal static (PersonalText<T> Text, PersonalName<T>[] Names) Of<T>(Func<ElectronicCertificate, Refusal?> check) where T : NewVersion
    {
        var holder = PersonalName<T>.Person(c => c.Holder, (c, subject) => (T)(c with { Holder = subject }));
        var text = PersonalText<T>.OfPerson(holder, MaxLength, c => c.Content, Seal, c => Check(c, check));
        return (text,
        [
            PersonalName<T>.OfThing(Thing, c => Read(c)?.Identifier.Value, (c, subject) => With(c, facts =>
                facts with { Certificate = subject })),
            PersonalName<T>.OfThing(Thing, c => PreviousOf(c), (c, subject) => With(c, facts => facts with { Previous = subject })),
        ]);
    }

    /// <summary>The kind of thing that identifiers name.</summary>
    internal const string Thing = "certificate";

    private static ElectronicCertificate? Read(NewVersion command) =>
        CertificateJson.Read(Encoding.UTF8.GetBytes(command.Content)).Certificate;

    private static string? PreviousOf(NewVersion command) => Read(command)?.Previous is { } previous && previous != default ? previous.Value
        : null;

    private static T With<T>(T command, Func<CertificateFacts, CertificateFacts> with) where T : NewVersion =>
        (T)(command with { Facts = with(command.Facts ?? FactsOf(Read(command)!)) });

    private static CertificateFacts FactsOf(ElectronicCertificate certificate) => new("", null, certificate.Identifier.Type.Value,
        certificate.Issuer.Name, certificate.Identifier.Version, certificate.ValidFrom, certificate.ValidUntil);

    private static T Seal<T>(T command, string reference) where T : NewVersion => (T)(command with { Content = reference });

    private static Refusal? Check(NewVersion command, Func<ElectronicCertificate, Refusal?> check)
    {
        if (command.Facts is not null)
            return Refusal.Of("bad-request", "The hub takes the facts from the record: leave 'facts' out.", "facts 由中枢从证照内容提取，请勿填写。");
        var (certificate, errors) = CertificateJson.Read(Encoding.UTF8.GetBytes(command.Content));
        if (certificate is null) return Refusal.Of("bad-request", errors[0].Message.En, errors[0].Message.Zh);
        return CertificateCheck.Of(certificate) is [var wrong, ..]
            ? Refusal.Of("bad-certificate", $"{wrong.Part}: {wrong.Message.En}", $"{wrong.Part}：{wrong.Message.Zh}") : check(certificate);
    }
}
