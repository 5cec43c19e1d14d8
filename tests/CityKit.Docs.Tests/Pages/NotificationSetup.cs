using CityKit.Cases;
using CityKit.Delivering;
using CityKit.Mail;
using CityKit.Subscriptions;
using CityKit.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MyCity.Channels;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

/// <summary>How docs/notifications.md sets notifications up, and how a receiver checks a webhook.</summary>
internal static class NotificationSetup
{
    internal static void Add(IServiceCollection services, IConfiguration configuration, HttpClient http)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").AddNotifications(notifications => notifications
            .UseSqlite("deliveries.db")
            .UseAddressBook(File.ReadAllBytes("people.json"))
            .UseEscalations(File.ReadAllBytes("escalations.json"))
            .UseTemplates(File.ReadAllBytes("templates.json"))
            .UseAudiences("duty-desk")
            .AddWebhook("desk", new WebhookOptions
            {
                Url = new Uri("https://desk.example/hook"),
                Secrets = [configuration["Desk:Secret"]!],
            })
            .AddMail("mail", new MailOptions
            {
                Host = "mail.example",
                From = "duty@city.example",
                User = "duty",
                Password = configuration["Mail:Password"],
            })
            .AddChannel("sms", _ => new SmsChannel(http, new Uri("https://sms.example/send"), configuration["Sms:Token"]!))
            .Configure(configuration.GetSection("Notifications"))));
        services.AddHealthChecks().AddCheck<NotificationHealthCheck>("notifications");
    }

    internal static async Task SubscribeAsync(CityHub hub, Actor administrator)
    {
        (await hub.ExecuteAsync(new PutSubscription("s-1", "duty", "people", ["Notice"]), administrator)).OrThrow();
    }

    internal static bool IsFromCityKit(string secret, string id, string timestamp, string signatures, byte[] body, Instant now)
    {
        return WebhookSignature.Verify(secret, id, timestamp, signatures, body, now);
    }
}
