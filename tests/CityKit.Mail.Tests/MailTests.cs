using System.Net.Sockets;
using System.Text;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Notifications;
using CityKit.Storage;
using MimeKit;
using NodaTime;

namespace CityKit.Mail.Tests;

public sealed class MailTests
{
    [Fact]
    public async Task Send_AMessage_IsAMailWithItsTextAndTheSameIdEachTime()
    {
        await using var server = new SmtpListener();
        var channel = NewChannel(server.Port);
        Assert.Equal(SendResult.Delivered, await channel.SendAsync(Message("li@example.org"), default));
        Assert.Equal(SendResult.Delivered, await channel.SendAsync(Message("li@example.org"), default));
        var mails = server.Mails.Select(mail => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)))).ToArray();
        Assert.Equal(2, mails.Length);
        Assert.All(mails, mail => Assert.Equal(("烟雾", "网格：370202999001001", "alert-7-h@city.example", "li@example.org"),
            (mail.Subject, mail.TextBody!.Trim(), mail.MessageId, mail.To.Mailboxes.Single().Address)));
    }

    [Theory]
    [InlineData("550 no such box", SendStatus.Never)]
    [InlineData("450 box is busy", SendStatus.Again)]
    public async Task Send_ToARecipientThatIsRefused_GivesWhatTheCodeSaysWithoutTheAddress(string answer, SendStatus expected)
    {
        await using var server = new SmtpListener(answer);
        var result = await NewChannel(server.Port).SendAsync(Message("li@example.org"), default);
        Assert.Equal((expected, $"SMTP {answer[..3]}"), (result.Status, result.Reason));
    }

    [Fact]
    public async Task Send_ToAnAddressThatIsNone_IsNeverTried()
    {
        await using var server = new SmtpListener();
        Assert.Equal(SendResult.Never("no e-mail address"), await NewChannel(server.Port).SendAsync(Message("13900000000 li"), default));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Send_WhereNobodyListens_ThrowsForTheDeliverer()
    {
        int port;
        await using (var gone = new SmtpListener()) port = gone.Port;
        await Assert.ThrowsAnyAsync<SocketException>(async () => await NewChannel(port).SendAsync(Message("li@example.org"), default));
    }

    [Theory]
    [InlineData("mail.example", "duty@city.example")]
    [InlineData("127.0.0.1", "nobody at all")]
    public void Channel_InPlainOverTheNetworkOrFromNobody_IsRefused(string host, string from) =>
        Assert.Throws<ArgumentException>(() => new MailChannel(new MailOptions { Host = host, From = from, Security = MailSecurity.None }));

    private static MailChannel NewChannel(int port) =>
        new(new MailOptions { Host = "127.0.0.1", Port = port, From = "CityKit <duty@city.example>", Security = MailSecurity.None });

    private static OutgoingMessage Message(string recipient) => new()
    {
        Key = "alert-7-h",
        Recipient = recipient,
        Title = "烟雾",
        Body = "网格：370202999001001",
        Notification = new Notification(7, Instant.FromUtc(2026, 3, 2, 0, 0), NotificationKind.AlertRaised, "alert",
            new LocalizedText("烟雾", "Smoke"), ""),
        History = new HistoryId(1),
        Matter = new NotificationMatter(null, null, null, null),
    };
}
