namespace CityKit.Mail;

/// <summary>The server that takes a hub's e-mail.</summary>
public sealed record MailOptions
{
    /// <summary>The server's name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port; 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the connection is protected; STARTTLS, without which nothing is sent.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Who the e-mail is from, such as <c>CityKit &lt;duty@city.example&gt;</c>.</summary>
    public required string From { get; init; }

    /// <summary>The account at the server; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The account's password, from the host's secrets; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Server and port, never the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
