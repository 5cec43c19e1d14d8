namespace CityKit.Client.Items;

/// <summary>How long it is until a deadline, or since it passed (剩余时间、超期时间).</summary>
/// <param name="Overdue">Whether it passed.</param>
/// <param name="Zh">For people, in Chinese: 还剩 2 小时 10 分（工作时间）.</param>
/// <param name="En">For people, in English: 2 h 10 min left (working time).</param>
public sealed record TimeLeft(bool Overdue, string Zh, string En);
