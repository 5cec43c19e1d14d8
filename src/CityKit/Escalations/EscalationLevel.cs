using NodaTime;

namespace CityKit.Escalations;

/// <summary>One level of an escalation.</summary>
/// <param name="Audience">Who is notified: a role, <c>body:…</c> or another audience.</param>
/// <param name="Wait">
/// How long an acknowledgement is waited for before the next level, 1 minute to 7 days. After the last level it is notified again and
/// again, each time after this.
/// </param>
public sealed record EscalationLevel(string Audience, Duration Wait);
