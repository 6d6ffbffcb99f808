using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Step35.Cli.Hub;

/// <summary>Downloads one file's content, going on where it was interrupted: within the run, and from the part of an earlier one.</summary>
/// <remarks>
/// Invariant: the hash covers exactly the bytes that the part holds, so that the content is checked without being read again.
/// </remarks>
internal sealed class BlobDownload(DownloadParts parts, HubRevision revision, HubFile file, string path) : IAsyncDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly string _partPath = PartPath(path);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private Stream _part = Stream.Null;
    private EntityTagHeaderValue? _tag;
    private long _length;
    private long _furthest;

    /// <summary>Names the file that holds an unfinished download.</summary>
    public static string PartPath(string path) => path + ".incomplete";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _part = OpenPart();
        await ReadPartAsync(cancellationToken);
        while (!await parts.Retries.ExecuteAsync(async token => await FetchStretchAsync(token), cancellationToken))
        {
            // A stretch that brought something is no failure: the next one may fail as often as the first.
        }

        await FinishAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        _hash.Dispose();
    }

    private Stream OpenPart()
    {
        try
        {
            return parts.Disk.OpenPart(_partPath);
        }
        catch (IOException error)
        {
            throw new HubException($"{file.Path} cannot be written ({error.Message}); is another pull at work?", error);
        }
    }

    private async Task ReadPartAsync(CancellationToken cancellationToken)
    {
        if (_part.Length > file.Size)
            _part.SetLength(0);
        int count;
        while ((count = await _part.ReadAsync(_buffer, cancellationToken)) > 0)
            Count(count);
        _furthest = _length;
        parts.Progress.Start(file, _length);
    }

    /// <summary>Fetches as much as one request brings.</summary>
    /// <returns>True when nothing is missing any more.</returns>
    private async Task<bool> FetchStretchAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_length < file.Size)
                await FetchAsync(cancellationToken);
        }
        catch (HubException error) when (error.IsPassing && _length > _furthest)
        {
            // Less than there was once is no progress: a hub that starts anew each time would be asked for ever.
            _furthest = _length;
            return false;
        }

        return _length == file.Size;
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        using var response = await parts.Client.OpenAsync(revision, file, _length, _tag, cancellationToken);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != _length)
            Restart();
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new HubException($"The hub has another {file.Path} than it lists; pull again.") { IsPassing = true };
        _tag = response.Headers.ETag;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int count;
        while ((count = await parts.Client.HearAsync(token => body.ReadAsync(_buffer, token), cancellationToken)) > 0)
        {
            await WriteAsync(count, cancellationToken);
            Count(count);
            parts.Progress.Add(file, count);
        }

        if (_length < file.Size)
            throw new HubException($"{file.Path} ended after {_length:N0} of {file.Size:N0} bytes; pull again to go on there.") { IsPassing = true };
    }

    private async Task WriteAsync(int count, CancellationToken cancellationToken)
    {
        if (_length + count > file.Size)
            throw Damaged("is longer than the hub says");
        try
        {
            await _part.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
        }
        catch (IOException error)
        {
            throw new HubException($"{file.Path} cannot be written on ({error.Message}); make room and pull again, what is there stays.", error);
        }
    }

    private void Count(int count)
    {
        _hash.AppendData(_buffer, 0, count);
        _length += count;
    }

    private void Restart()
    {
        _part.SetLength(0);
        _ = _hash.GetHashAndReset();
        _length = 0;
        parts.Progress.Start(file, 0);
    }

    private async Task FinishAsync()
    {
        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (file.HasSha256 && sha256 != file.BlobName)
            throw Damaged("has another checksum than the hub says");
        await _part.DisposeAsync();
        File.Move(_partPath, path, overwrite: true);
    }

    private HubException Damaged(string how)
    {
        _part.SetLength(0);
        return new HubException($"{file.Path} {how}; it was thrown away, pull again.");
    }
}
