using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub;
using CityKit.Hosting;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

/// <summary>What docs/credentials.md shows of electronic certificates.</summary>
internal static class Certificates
{
    internal static void Renew(CertificateCatalogue catalogue, ElectronicCertificate certificate, LocalDate today)
    {
        var registrar = new CertificateRegistrar(catalogue);
        var issued = registrar.Issue(certificate);
        var renewed = registrar.Renew(issued.New!, certificate.NewVersion(today) with { ValidUntil = today.PlusYears(5) }, today);
        if (renewed.Refusal is { } refusal) Console.WriteLine(refusal.Message.Zh); // 证照已注销，不能延续。此后不可再办理。
    }

    internal static void Add(IServiceCollection services, CertificateCatalogue catalogue)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").AddCertificates(catalogue));
    }
}
