namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>A document that a cycle writes.</summary>
/// <param name="Write">What is sent.</param>
/// <param name="Fingerprint">Fingerprint of its content without times.</param>
/// <param name="Bytes">Its size as Firestore counts it.</param>
/// <param name="Reason"><c>new</c>, <c>changed</c>, <c>refresh</c> or <c>heartbeat</c>.</param>
public sealed record PlannedWrite(DocumentWrite Write, UInt128 Fingerprint, long Bytes, string Reason);
