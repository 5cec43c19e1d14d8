using System.Net;
using CityKit.Delivering;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CityKit.Mail;

/// <summary>
/// Sends each message as an e-mail. A message that comes again has the same <c>Message-Id</c>, so that mail programs show it once.
/// </summary>
public sealed class MailChannel : INotificationChannel
{
    private readonly MailOptions options;
    private readonly MailboxAddress from;

    /// <param name="options">The server.</param>
    /// <exception cref="ArgumentException">
    /// The sender is no address, the host is empty, or nothing protects a way over the network.
    /// </exception>
    public MailChannel(MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Host);
        if (!MailboxAddress.TryParse(options.From, out var sender))
            throw new ArgumentException($"'{options.From}' is no e-mail address. 发件人地址“{options.From}”无效。", nameof(options));
        if (options.Security == MailSecurity.None && !IsThisMachine(options.Host))
            throw new ArgumentException(
                $"The mail server {options} is not this machine: use StartTls or Tls. "
                    + $"邮件服务器 {options} 不在本机，须使用 StartTls 或 Tls。", nameof(options));
        (this.options, from) = (options, sender);
    }

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!MailboxAddress.TryParse(message.Recipient, out var to)) return SendResult.Never("no e-mail address");
        using var mail = MailFor(message, to);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, SecurityOf(options.Security), cancellationToken).ConfigureAwait(false);
            if (options.User is { } user)
                await client.AuthenticateAsync(user, options.Password ?? "", cancellationToken).ConfigureAwait(false);
            await client.SendAsync(mail, cancellationToken).ConfigureAwait(false);
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
            return SendResult.Delivered;
        }
        catch (SmtpCommandException refused) // 5xx is for good, but for what a change of the account's rights mends
        {
            return (int)refused.StatusCode is >= 500 and not 530 and not 535
                ? SendResult.Never($"SMTP {(int)refused.StatusCode}")
                : SendResult.Again($"SMTP {(int)refused.StatusCode}");
        }
    }

    private MimeMessage MailFor(OutgoingMessage message, MailboxAddress to) =>
        new([from], [to], message.Title, new TextPart("plain") { Text = message.Body })
        {
            MessageId = $"{message.Key}@{from.Domain}",
            Date = message.Notification.At.ToDateTimeOffset(),
        };

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
