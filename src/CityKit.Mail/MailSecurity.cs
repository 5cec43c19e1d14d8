namespace CityKit.Mail;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity : byte
{
    /// <summary>In plain until STARTTLS, which must succeed; port 587.</summary>
    StartTls = 0,

    /// <summary>TLS from the first byte; port 465.</summary>
    Tls = 1,

    /// <summary>Not at all: for a server on this machine.</summary>
    None = 2,
}
